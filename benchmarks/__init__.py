"""Quality and speed, each figure beside the published one, with pinned floors."""
