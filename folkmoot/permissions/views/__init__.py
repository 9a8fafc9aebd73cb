"""The pages of permission: who may reach me, why something did, joining and leaving, topics, asking for more."""
