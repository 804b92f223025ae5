"""One answer about a backordered item, from every agent, in every helpdesk."""
