/**
 * Returns a destination of ssh as it was given: HOST, USER@HOST or ssh://USER@HOST:PORT, where HOST is a name, an
 * address or a Host of ~/.ssh/config. Throws for any text that ssh, or a shell that its configuration starts, could
 * take for an option or a command.
 */
export function destinationOf(text: string): string {
  const [, user, host] = /^(?:ssh:\/\/)?(?:([\w.+-]+)@)?([\w.:%[\]-]+)$/.exec(text) ?? [];
  if (host === undefined || host.startsWith("-") || user?.startsWith("-"))
    throw new Error(`invalid destination; not as pi@raspberrypi.local: ${JSON.stringify(text)}`);
  return text;
}
