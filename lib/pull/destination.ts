/**
 * Returns where to pull from as ssh takes it: HOST, USER@HOST or ssh://USER@HOST:PORT, HOST being a name, an address or a Host of
 * ~/.ssh/config. Throws for all that ssh, or a shell that its configuration starts, could take for something else.
 */
export function destinationOf(text: string): string {
  const [, user, host] = /^(?:ssh:\/\/)?(?:([\w.+-]+)@)?([\w.:%[\]-]+)$/.exec(text) ?? [];
  if (host === undefined || host.startsWith("-") || user?.startsWith("-"))
    throw new Error(`invalid destination; not as pi@raspberrypi.local: ${JSON.stringify(text)}`);
  return text;
}
