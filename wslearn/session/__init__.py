"""A session: scaffold, serve, play, judge. What happens is told to a face; how it is drawn is the face's business."""
