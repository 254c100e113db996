import {createSampler} from "./random.ts";
import type {Random} from "./random.ts";

/** Accounts that exist on the demo's Pi: sshd logs their names without "invalid user". */
export const accounts: ReadonlySet<string> = new Set(
  `root pi daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc nobody sshd messagebus`.split(
    " "
  )
);

/**
 * Names that try to break whoever reads the log. sshd cuts a name at `:`, Debian's at `/` too, so they have neither.
 */
export const hostileNames: readonly string[] = [
  "",
  "=1+1",
  '=HYPERLINK("x")',
  "@SUM(1+1)*cmd|' ",
  "<img src=x onerror=alert(1)>",
  '"><svg onload=alert(1)>',
  "<b>root",
  "&lt;admin&gt;",
  "test user",
  " 0101",
  "invalid user root",
  "root from 192.0.2.7 port 22 ssh2",
  "'; DROP TABLE attempts;--",
  "$(reboot)",
  "{{7*7}}",
  "%s%n",
  "back\\slash",
  "\u001b[31mred",
  "админ",
  "用户",
  "josé",
  "__proto__",
  "constructor",
  "null",
  "-1",
  "Summer2024!",
  "someone@example.com",
  "a".repeat(100)
];

/** A source of user names in the proportions of a dictionary attack. */
export interface Names {
  /** Returns a name that is tried in a month (0 to 11). */
  draw(month: number, random: Random): string;
}

/**
 * Returns names by Zipf's law: the usual suspects, then fashions, each tried from its month on, then a long tail of
 * generated ones, of which about half appear in the course of the year.
 */
export function createNames(random: Random): Names {
  const names = new Map<string, number>(usual.map((name) => [name, 0]));
  for (const [month, words] of fashions.entries()) for (const word of words.split(" ")) names.set(word, month);
  while (names.size < tailEnd) {
    const name = random.pick(tails)(random);
    if (!names.has(name)) names.set(name, random.oneIn(2) ? 0 : random.below(12));
  }
  const list = [...names];
  const sample = createSampler(list.map((_, rank) => 1 / (rank + 4)));
  const draw = (month: number): string => {
    for (;;) {
      const [name, from] = list[sample(random)]!;
      if (from <= month) return name;
    }
  };
  return {draw};
}

/** Returns a text as sshd writes it: bytes outside of ASCII and control characters in octal, `\` doubled (vis(3)). */
export function vis(text: string): string {
  if (/^[ -[\]-~]*$/.test(text)) return text;
  return Array.from(Buffer.from(text), (byte) => {
    if (byte === 0x5c) return "\\\\";
    return byte < 0x20 || byte > 0x7e ? `\\${byte.toString(8).padStart(3, "0")}` : String.fromCharCode(byte);
  }).join("");
}

/** Returns a name as a reader of the log shows it: control characters stay in octal. */
export function shown(text: string): string {
  return text.replaceAll(/[\0-\x1f\x7f]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, "0")}`);
}

const tailEnd = 6000;

// Most frequent first.
const usual = `root admin user test ubuntu pi oracle postgres git guest ftpuser deploy mysql support debian hadoop www
  ubnt administrator nagios jenkins tomcat ftp minecraft web dev server student teamspeak ts3 zabbix ansible es
  elasticsearch docker vagrant centos ec2-user test1 test2 user1 user2 demo sysadmin operator default backup www-data
  mail nobody apache nginx webmaster monitor service svn samba steam csgo vnc redis kafka spark hive mongo rabbitmq
  gitlab gitlab-runner sonar nexus cassandra odoo wordpress weblogic app api ftpadmin db dbadmin info office scan
  scanner print telnet cisco dlink ubnt1 supervisor manager superuser sa tech a b 1234 12345 123456 qwerty`.split(
  /\s+/
);

// Names that nobody tried before their month: January has none.
const fashions: readonly string[] = [
  "sol solana validator",
  "deepseek ollama qwen",
  "node nodeuser eth ethereum",
  "palworld valheim enshrouded",
  "n8n flowise dify",
  "claude openai gpt llm",
  "cursor windsurf copilot",
  "bitcoin btc miner xmrig",
  "jellyfin immich plex",
  "proxmox pve truenas",
  "frigate homeassistant hass",
  "santa xmas advent"
];

const firstNames =
  `alex anna ben bruno carlos chen dan david elena emma eric eva felix frank george hans ivan jack james
  jan jim joe john jose juan julia karl kevin kim laura lee leo linda liu lucas luis maria mark martin max michael mike
  nina oleg oliver olga paul peter pedro rahul ravi robert sam sara sergey simon steve sunil thomas tim tom victor wang
  wei will xu yang yuki zhang`.split(/\s+/);
const services =
  `admin app backup bot build client cloud cs data db deploy dev erp ftp game git host jboss jira lab mail
  media minecraft mqtt nas node ops oracle print prod proxy runner sftp shop site sql staging svc test tomcat upload user
  vpn web work www`.split(/\s+/);

const tails: readonly ((random: Random) => string)[] = [
  (random) => random.pick(firstNames),
  (random) => `${random.pick(firstNames)}${random.below(100)}`,
  (random) => `${random.pick(firstNames)}.${random.pick(firstNames)}`,
  (random) => `${random.pick("abcdefghijklmnoprstuvw".split(""))}${random.pick(firstNames)}`,
  (random) => `${random.pick(services)}${1 + random.below(30)}`,
  (random) => `${random.pick(services)}${random.pick(["user", "admin", "-user", "_svc", "srv"])}`,
  (random) => `${random.pick(services)}-${random.pick(services)}`,
  (random) => `${random.pick(firstNames)}${random.pick(["123", "2024", "2025", "01", "admin"])}`,
  (random) => String(1000 + random.below(9000))
];
