"""Customers' own words -> mentions: text made readable, and the late items found in it."""
