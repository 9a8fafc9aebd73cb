"""Every read of favors, a room for each page; who may see a row stands beside which rows one may see."""
