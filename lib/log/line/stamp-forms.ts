// The forms of stamps, as a table. Parts that several share come first.

const time = String.raw`(?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2})(?:[.,](?<fraction>\d{1,12}))?(?: ?(?<half>[AP]M)(?= ))?`;
const zone = String.raw`(?<zone> ?(?:Z|[+-]\d{2}(?::?\d{2})?)(?=:?(?:[ \]]|$)))?`;
const end = String.raw`:?(?: +|$)`;
const fraction = String.raw`\.(?<fraction>\d{1,9})`;

/**
 * A form of stamps. Named groups of `pattern` give the time: `year` (or `yearBefore`, `yearBehind`), `month` (a number)
 * or `name` (that of a month, with a weekday before it or without), `day`, `hour`, `minute`, `second`, `fraction`,
 * `zone`; or `epoch`, a number whose digits tell its unit; or `tai`, a TAI64 label. A form without any of them has no
 * date.
 */
export interface StampForm {
  readonly name: string;
  readonly pattern: RegExp;
  /** Texts of this form with their time (in UTC, for a log of 2026), null where they have none. */
  readonly samples: readonly (readonly [text: string, iso: string | null])[];
}

function form(texts: TemplateStringsArray, ...parts: readonly string[]): RegExp {
  return new RegExp(`^${String.raw(texts, ...parts)}`);
}

/** All forms, in the order in which they are tried. */
export const stampForms: readonly StampForm[] = [
  {
    name: "syslog (RFC 3164), maybe with the year behind the day",
    pattern: form`[*.]?(?<name>[A-Z][a-z]{2}) {1,2}(?<day>\d{1,2}),? {1,2}(?:(?<year>\d{4}) )?${time}${zone}(?: (?<yearBehind>(?:19|20)\d{2})(?= ))?${end}`,
    samples: [
      ["Oct  1 10:00:00 ", "2026-10-01T10:00:00Z"],
      ["Oct 1 10:00:00 ", "2026-10-01T10:00:00Z"],
      ["Oct 01 10:00:00.250: ", "2026-10-01T10:00:00.250Z"],
      ["Oct  1 2026 10:00:00 ", "2026-10-01T10:00:00Z"],
      ["*Oct  1 10:00:00.123: ", "2026-10-01T10:00:00.123Z"],
      ["Okt 05 10:00:00 ", "2026-10-05T10:00:00Z"],
      ["Oct  1 10:00:00 2026 pi ", "2026-10-01T10:00:00Z"],
      ["Oct  1 10:00:00 +0200 ", "2026-10-01T08:00:00Z"]
    ]
  },
  {
    name: "ISO 8601, also with a blank, an underscore or slashes",
    pattern: form`(?:(?<weekday>\S{1,20}) )?(?<year>\d{4})(?<dash>[-/.])(?<month>\d{2})\k<dash>(?<day>\d{2})(?:[T_:-]| {1,2})${time}${zone}${end}`,
    samples: [
      ["2026-10-01T10:00:00Z ", "2026-10-01T10:00:00Z"],
      ["2026-10-01T10:00:00.123456+02:00 ", "2026-10-01T08:00:00.123Z"],
      ["2026-10-01T10:00:00-0530 ", "2026-10-01T15:30:00Z"],
      ["2026-10-01T10:00:00+02 ", "2026-10-01T08:00:00Z"],
      ["2026-10-01 10:00:00,123 ", "2026-10-01T10:00:00.123Z"],
      ["2026-10-01  10:00:00 ", "2026-10-01T10:00:00Z"],
      ["2026-10-01_10:00:00.12345 ", "2026-10-01T10:00:00.123Z"],
      ["2026-10-01-10:00:00 ", "2026-10-01T10:00:00Z"],
      ["2026-10-01 10:00:00 +0200: ", "2026-10-01T08:00:00Z"],
      ["2026/10/01 10:00:00 ", "2026-10-01T10:00:00Z"],
      ["2026.10.01 10:00:00 ", "2026-10-01T10:00:00Z"],
      ["Thu 2026-10-01 10:00:00 UTC ", "2026-10-01T10:00:00Z"],
      ["jeu. 2026-10-01 10:00:00 UTC ", "2026-10-01T10:00:00Z"],
      ["[2026-10-01 10:00:00] ", "2026-10-01T10:00:00Z"]
    ]
  },
  {
    name: "ISO 8601 without separators",
    pattern: form`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})[T_ -]?(?<hour>\d{2}):?(?<minute>\d{2}):?(?<second>\d{2})(?:[.,](?<fraction>\d{1,12}))?${zone}${end}`,
    samples: [
      ["20261001T100000Z ", "2026-10-01T10:00:00Z"],
      ["20261001T100000.5+0200 ", "2026-10-01T08:00:00.500Z"],
      ["20261001 10:00:00 ", "2026-10-01T10:00:00Z"],
      ["20261001-100000 ", "2026-10-01T10:00:00Z"]
    ]
  },
  {
    name: "seconds since 1970, with a fraction or as milliseconds or microseconds",
    pattern: form`(?:(?<epoch>\d{9,10})(?:${fraction})?|(?<epoch>\d{13}|\d{16}))${end}`,
    samples: [
      ["1790848800.738197 ", "2026-10-01T10:00:00.738Z"],
      ["1790848800 ", "2026-10-01T10:00:00Z"],
      ["[1790848800.250] ", "2026-10-01T10:00:00.250Z"],
      ["1790848800123 ", "2026-10-01T10:00:00.123Z"],
      ["1790848800123456 ", "2026-10-01T10:00:00.123Z"]
    ]
  },
  {
    name: "TAI64 and TAI64N of multilog and svlogd",
    pattern: form`@(?<tai>4[\da-f]{15})(?:(?<nanoseconds>[\da-f]{8}))?${end}`,
    samples: [
      ["@400000006abe2f2a07744fa0 ", "2026-10-01T10:00:00.125Z"],
      ["@400000006abe2f2a ", "2026-10-01T10:00:00Z"]
    ]
  },
  {
    name: "seconds since the boot: no date",
    pattern: form`\[ {0,10}\d{1,9}\.\d{1,9}(?: {0,16}< {0,12}\d{1,9}\.\d{1,9} {0,3}>| {1,24})?\]:?(?: +|$)`,
    samples: [
      ["[ 1234.567890] ", null],
      ["[ 1234.567890 <    0.000123 >] ", null],
      ["[    0.000000                ] ", null]
    ]
  },
  {
    name: "a time of day: no date",
    pattern: form`\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?${end}`,
    samples: [
      ["10:00:00 ", null],
      ["10:00:00.123456 ", null]
    ]
  },
  {
    name: "day, month's name, year",
    pattern: form`(?:(?<weekday>\S{2,20}),? )?(?<day>\d{1,2})\.?[ /-](?<name>[^\s\d/-]{2,60})(?:[ ./,-]{1,2}(?<year>\d{4}))?(?:,? |[:T])${time}${zone}${end}`,
    samples: [
      ["01/Oct/2026:10:00:00 +0200 ", "2026-10-01T08:00:00Z"],
      ["[01/Oct/2026:10:00:00 +0200] ", "2026-10-01T08:00:00Z"],
      ["01-Oct-2026 10:00:00 ", "2026-10-01T10:00:00Z"],
      ["Thu, 01 Oct 2026 10:00:00 +0200 ", "2026-10-01T08:00:00Z"],
      ["01 Oct 10:00:00 ", "2026-10-01T10:00:00Z"],
      ["1. Okt. 2026 10:00:00 ", "2026-10-01T10:00:00Z"],
      ["Thu 01 Oct 2026 10:00:00 UTC ", "2026-10-01T10:00:00Z"]
    ]
  },
  {
    name: "month and day of Android's logcat",
    pattern: form`(?<month>\d{2})-(?<day>\d{2}) ${time}(?: +(?=\d{1,10} +\d{1,10} [VDIWEFS] ))`,
    samples: [["10-01 10:00:00.250  1234  1234 I sshd    : ", "2026-10-01T10:00:00.250Z"]]
  },
  {
    name: "day, month and year with dots",
    pattern: form`(?<day>\d{2})\.(?<month>\d{2})\.(?<year>\d{4}),? ${time}${zone}${end}`,
    samples: [["01.10.2026 10:00:00 ", "2026-10-01T10:00:00Z"]]
  },
  {
    name: "a month's name in any language, with a weekday or a year before it",
    pattern: form`(?:(?<yearBefore>\d{4}),? )?(?<name>[^[\]{}()<>="|]{1,90}?)(?:,? {1,4}|[/-])(?<day>\d{1,2})[.,]?(?:(?: {1,2}|[/-])(?<year>\d{4}),?)? {1,2}${time}${zone}(?: (?<yearBehind>(?:19|20)\d{2}))?${end}`,
    samples: [
      ["2026 Oct  1 10:00:00 ", "2026-10-01T10:00:00Z"],
      ["apr   05 10:00:00 ", "2026-04-05T10:00:00Z"], // Estonian: glibc pads the names of some locales
      ["Thu Oct  1 10:00:00 ", "2026-10-01T10:00:00Z"],
      ["Thu Oct  1 10:00:00 2026 ", "2026-10-01T10:00:00Z"],
      ["Thu Oct  1 10:00:00 UTC 2026 ", "2026-10-01T10:00:00Z"],
      ["Thu Oct 01 2026 10:00:00 ", "2026-10-01T10:00:00Z"],
      ["Thu Oct  1 09:30:00 PM UTC 2026 ", "2026-10-01T21:30:00Z"],
      ["Oct/01/2026 10:00:00 ", "2026-10-01T10:00:00Z"],
      ["Oct-01 10:00:00 ", "2026-10-01T10:00:00Z"],
      ["[Thu Oct  1 10:00:00 2026] ", "2026-10-01T10:00:00Z"],
      ["févr. 05 10:00:00 ", "2026-02-05T10:00:00Z"],
      ["10月 05 10:00:00 ", "2026-10-05T10:00:00Z"],
      ["Thg 10 05 10:00:00 ", "2026-10-05T10:00:00Z"],
      ["de març 05 10:00:00 ", "2026-03-05T10:00:00Z"]
    ]
  }
];
