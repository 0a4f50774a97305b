/** How a text goes out by SMS: in how many segments, each of which is paid for. */
export interface Segments {
  encoding: 'GSM-7' | 'UCS-2'
  /** Septets of GSM-7, code units of UTF-16 for UCS-2. */
  units: number
  segments: number
}

/** The GSM 7 bit default alphabet (3GPP TS 23.038 §6.2.1), without the escape to the extension table. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** Its extension table (§6.2.1.1): each takes an escape and a septet of its own. */
const extension = new Set('\f^{}\\[~]|€')

/** What one segment holds, alone and as one of several, whose header takes the rest (3GPP TS 23.040 §9.2.3.24.1). */
const room = { 'GSM-7': { alone: 160, joined: 153 }, 'UCS-2': { alone: 70, joined: 67 } } as const

/** Counts the segments of a text. Neither an escape nor a surrogate is parted from what it belongs to. */
export function segmentsOf(text: string): Segments {
  const characters = [...text]
  const encoding = characters.every((one) => basic.has(one) || extension.has(one)) ? 'GSM-7' : 'UCS-2'
  const widths = characters.map((one) => (encoding === 'UCS-2' ? one.length : extension.has(one) ? 2 : 1))
  const units = widths.reduce((sum, width) => sum + width, 0)
  const { alone, joined } = room[encoding]
  return { encoding, units, segments: units <= alone ? Math.min(units, 1) : packed(widths, joined) }
}

function packed(widths: readonly number[], joined: number): number {
  let segments = 1
  let filled = 0
  for (const width of widths) {
    if (filled + width > joined) {
      segments++
      filled = 0
    }
    filled += width
  }
  return segments
}

/** Typographic characters, each with what stands for it in GSM-7: one of them alone would double the price of a text. */
const plain: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '‚': ',',
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '·': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
}

/** The most segments a message takes unless told otherwise. */
const mostSegments = 3

/**
 * What is sent by SMS: a text in one line and the address it leads to, in so many segments at most. A text that is too long is cut between what readers
 * take for characters (UAX #29), never its address, which stands at the end, apart.
 */
export function smsText(
  { text, url }: { text: string; url?: string | undefined },
  most: number = mostSegments,
): string {
  const words = plainly(text.replace(/\s+/g, ' ').trim())
  const end = url ? ` ${url}` : ''
  const whole = `${words}${end}`.trim()
  if (segmentsOf(whole).segments <= most) return whole
  const parts = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(words)].map((one) => one.segment)
  let [fits, length] = [0, Math.min(parts.length, room['GSM-7'].joined * most)]
  // The longest beginning that fits, by halves: no beginning takes more segments than a longer one.
  while (fits < length) {
    const half = Math.ceil((fits + length) / 2)
    if (segmentsOf(cut(parts, half) + end).segments <= most) fits = half
    else length = half - 1
  }
  return `${cut(parts, fits)}${end}`.trim()
}

const cut = (parts: readonly string[], length: number) =>
  length === 0 ? '' : `${parts.slice(0, length).join('').trimEnd()}...`

/** In plain characters where that makes it GSM-7; a text in another script keeps its own. */
function plainly(text: string): string {
  const made = text.replace(/[’‘‚“”„«»–—−…·\u00a0\u202f]/g, (one) => plain[one] ?? one)
  return segmentsOf(made).encoding === 'GSM-7' ? made : text
}

/** What a message to so many people takes: segments in all and, where the price of one is known, their price in its minor units. */
export function smsEstimate(
  message: { text: string; url?: string | undefined },
  people: number,
  price: number | null,
): { segments: number; total: number | null } {
  const segments = segmentsOf(smsText(message)).segments * people
  return { segments, total: price === null ? null : segments * price }
}
