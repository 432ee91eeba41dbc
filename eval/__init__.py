"""The evaluation room: questions asked of the assistant, and their answers scored."""
