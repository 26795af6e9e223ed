"""Published editions and a list of recipients -> messages, drafts and what a server took; nothing twice."""
