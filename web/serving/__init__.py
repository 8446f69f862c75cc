"""The server: the processes, their connections, and the file that they publish."""
