"""Tests of proposed links."""
