import {demoHost, demoLog} from "../../lib/demo/log.ts";
import {entry, type Fields} from "../log/journals.ts";

/** Returns what the made-up log of some days of 2025 makes in the journal of a machine; the last entries are of now. */
export function madeUpEntries(machine: string, {start, end}: {start: string; end: string}): Fields[] {
  const text = Buffer.concat([...demoLog({start, end})]).toString("latin1");
  const shift = Date.now() - Date.parse(`${end}T00:00:00Z`);
  const form = /^(\w{3} +\d+ [\d:]+) \S+ ([^[:]+)(?:\[(\d+)\])?: (.*)$/gm;
  return [...text.matchAll(form)].map(([, stamp, name, pid = "1", message]) =>
    entry(0, message!.replaceAll(demoHost, "raspberrypi"), {
      __REALTIME_TIMESTAMP: String(1000 * (Date.parse(`${stamp} 2025 UTC`) + shift)),
      _MACHINE_ID: machine,
      _HOSTNAME: "raspberrypi",
      SYSLOG_IDENTIFIER: name!,
      _PID: pid,
      SYSLOG_PID: pid
    })
  );
}
