/** A property as it stands in the file: its name, its value and its parameters. Values of type TEXT go through `icsText` first. */
export type IcsProperty = readonly [name: string, value: string, parameters?: Readonly<Record<string, string>>]

/** A component with its properties and the components in it: VCALENDAR, VEVENT, VTIMEZONE. */
export interface IcsComponent {
  name: string
  properties: readonly IcsProperty[]
  components?: readonly IcsComponent[]
}

/** The most octets of a line without its end (RFC 5545 §3.1). */
const longestLine = 75

/** An iCalendar object (RFC 5545 §3.4) as text. */
export const icsOf = (component: IcsComponent): string => linesOf(component).map(folded).join('\r\n').concat('\r\n')

function linesOf({ name, properties, components = [] }: IcsComponent): string[] {
  return [`BEGIN:${name}`, ...properties.map(lineOf), ...components.flatMap(linesOf), `END:${name}`]
}

function lineOf([name, value, parameters = {}]: IcsProperty): string {
  const given = Object.entries(parameters).map(([key, text]) => `;${key}=${parameter(text)}`)
  return `${name}${given.join('')}:${value}`
}

/** Parameters cannot hold quotes and line breaks but in the spelling of RFC 6868. */
function parameter(text: string): string {
  const spelled = printable(text).replaceAll('^', '^^').replaceAll('\n', '^n').replaceAll('"', "^'")
  return /[:;,]/.test(spelled) ? `"${spelled}"` : spelled
}

/** Between characters, never within one: where octets are counted and joined one by one, a character cut in two is lost. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= longestLine) return line
  let [text, octets] = ['', 0]
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > longestLine) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += size
  }
  return text
}

/** A text as the value of a property of type TEXT (RFC 5545 §3.3.11). */
export const icsText = (text: string): string =>
  printable(text)
    .replaceAll(/[\\;,]/g, (mark) => `\\${mark}`)
    .replaceAll('\n', '\\n')

/** Line ends as one character, and none of the control characters that no value may hold (RFC 5545 §3.1). */
const printable = (text: string) =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')

/** An instant in UTC, to the second: `20261128T200000Z`. */
export const icsInstant = (instant: Date): string => `${icsLocal(instant.toISOString())}Z`

/** A date and time in ISO 8601, without its zone and fractions: `20261128T200000`. */
export const icsLocal = (time: string): string => time.slice(0, 19).replaceAll(/[-:]/g, '')
