"""Knocks at sshds as a plan says, and prints what each knock saw: clients.py FOLDER. FOLDER/plan has a line
of JSON for each row of knocks, which come one after the other from one address; rows come at once.

A knock: {"server": [address, port], "from": [address, port], "by": ssh | paramiko | socket, …}. Each has an address and a
port of its own, which the plan chose: what the log says of them was known before. FOLDER has keys, right and wrong1 to 7.
"""

import base64
import json
import os
import shlex
import socket
import struct
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import paramiko

folder = sys.argv[1]
connect = os.path.join(os.path.dirname(__file__), "connect.py")


def connected(knock):
    """Returns a connection from the address and port of a knock."""
    peer = socket.socket(socket.AF_INET6 if ":" in knock["from"][0] else socket.AF_INET)
    if knock.get("resets"):  # hangs up by a reset, after which its port is free again at once
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.bind(tuple(knock["from"]))
    peer.settimeout(60)
    peer.connect(tuple(knock["server"]))
    return peer


def ssh(knock):
    """Logs in with the system's ssh; what it saw is its exit code and how often it asked for a password."""
    with tempfile.TemporaryDirectory() as own:
        asked, askpass = os.path.join(own, "asked"), os.path.join(own, "askpass")
        with open(askpass, "w") as script:
            script.write(f"#!/bin/sh\necho >>{asked}\necho {knock.get('password', '')}\n")
        os.chmod(askpass, 0o700)
        keys = knock.get("keys", [])
        options = {
            "ProxyCommand": shlex.join(map(str, [sys.executable, connect, *knock["server"], *knock["from"]])),
            "ProxyUseFdpass": "yes",
            "StrictHostKeyChecking": "no",
            "UserKnownHostsFile": "/dev/null",
            "IdentitiesOnly": "yes",
            "PubkeyAuthentication": "yes" if keys else "no",
            "NumberOfPasswordPrompts": knock.get("prompts", 1),
            "LogLevel": "ERROR",
        }
        command = ["ssh", "-F", "none", "-l", knock["user"], *(f"-o{name}={value}" for name, value in options.items())]
        command += [part for key in keys for part in ("-i", os.path.join(folder, key))] + ["host", "true"]
        env = {**os.environ, "SSH_ASKPASS": askpass, "SSH_ASKPASS_REQUIRE": "force"}
        env.pop("SSH_AUTH_SOCK", None)
        done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True)
        prompts = os.path.getsize(asked) if os.path.exists(asked) else 0
        return {"code": done.returncode, "prompts": prompts, "error": done.stderr.decode(errors="replace")}


def paramiko_(knock):
    """Tries passwords or keys with paramiko, which sends any bytes as a name; what it saw is sshd's answer to each try."""
    first = base64.b64decode(knock["name"])
    later = base64.b64decode(knock["second"]) if "second" in knock else first
    transport = paramiko.Transport(connected(knock))
    transport.banner_timeout = transport.auth_timeout = 60
    answers = []
    try:
        transport.start_client(timeout=60)
        for index, secret in enumerate(knock["tries"]):
            answers.append(tried(transport, later if index else first, knock["method"], secret))
    except (EOFError, OSError, paramiko.SSHException) as error:
        answers.append(type(error).__name__)
    finally:
        transport.close()
    return {"answers": answers}


def tried(transport, user, method, secret):
    """Returns whether a try was accepted or refused."""
    try:
        if method == "password":
            transport.auth_password(user, secret, fallback=False)
        elif method == "interactive":
            transport.auth_interactive(user, lambda title, text, prompts: [secret] * len(prompts))
        elif method == "none":
            transport.auth_none(user)
        else:
            transport.auth_publickey(user, paramiko.Ed25519Key.from_private_key_file(os.path.join(folder, secret)))
        return "accepted"
    except paramiko.AuthenticationException:
        return "refused"


def socket_(knock):
    """Sends bytes, if any, and keeps quiet for a while; what it saw is whether sshd greeted and whether it hung up."""
    with connected(knock) as peer:
        greeted = peer.recv(1024).startswith(b"SSH-2.0-")
        if knock.get("send"):
            peer.sendall(base64.b64decode(knock["send"]))
        peer.settimeout(knock.get("seconds", 0.5))
        try:
            while peer.recv(4096):
                pass
            return {"greeted": greeted, "ended": True}
        except TimeoutError:
            return {"greeted": greeted, "ended": False}
        except ConnectionResetError:
            return {"greeted": greeted, "ended": True}


def crowd(knock):
    """Opens connections from a row of ports, one after the other, and keeps them; what it saw is who was greeted."""
    address, first = knock["from"]
    peers, greeted = [], []
    for port in range(first, first + knock["many"]):
        peer = connected({**knock, "from": [address, port]})
        peers.append(peer)
        try:
            greeted.append(peer.recv(1024).startswith(b"SSH-2.0-"))
        except ConnectionResetError:
            greeted.append(False)
    for peer in peers:
        peer.close()
    return {"greeted": greeted}


clients = {"ssh": ssh, "paramiko": paramiko_, "socket": socket_, "crowd": crowd}


def run(row):
    """Knocks in a row, with a second between, in which sshd judges the last one."""
    seen = []
    for index, knock in enumerate(row):
        if index:
            time.sleep(1)
        seen.append(clients[knock["by"]](knock))
    return seen


with ThreadPoolExecutor(24) as pool:
    with open(os.path.join(folder, "plan")) as plan:
        rows = [json.loads(line) for line in plan]
    for seen in pool.map(run, rows):
        print(json.dumps(seen), flush=True)
