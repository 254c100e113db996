"""Hands ssh a connection from a chosen port: connect.py SERVER PORT FROM PORT, as its ProxyCommand with ProxyUseFdpass."""

import socket
import sys

server, port, own, own_port = sys.argv[1:]
peer = socket.create_connection((server, int(port)), source_address=(own, int(own_port)))
socket.send_fds(socket.socket(fileno=1), [b"x"], [peer.fileno()])
