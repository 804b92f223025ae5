"""One shop behind two faces: products, customers and orders, as neither vendor names them.

``woocommerce`` and ``shopify`` give it their own wire names. Its customers are those who write the demo's tickets.
"""
