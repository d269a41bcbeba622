"""Calls of asgiref that examples make."""
