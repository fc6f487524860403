"""The pages of the app, one module each with its ``router``; ``onrecord.web.app`` lists them."""
