/** Everything an invoice or credit note says, frozen when it is issued. Amounts in minor units of `currency`; those of a credit note go back. */
export interface InvoiceContent {
  kind: 'invoice' | 'credit_note'
  number: string
  /** The number of the invoice that a credit note is about. */
  original: string | null
  /** A day of the seller's time zone: `2026-11-21`. */
  date: string
  seller: { name: string; address: string; taxId: string }
  buyer: { name: string; email: string }
  orderCode: string
  event: { name: string; startsAt: string | null; timeZone: string }
  lines: InvoiceLine[]
  /** What the buyer paid beside the lines. */
  fee: number
  /** One for each tax there is, in the order of the lines. */
  taxes: TaxTotal[]
  tax: number
  total: number
  currency: string
}

/** A line of an invoice. `total` has its tax in it, contained or added. */
export interface InvoiceLine {
  name: string
  quantity: number
  total: number
  tax: { name: string; rate: number; amount: number } | null
}

/** What is taxed at one rate, and the tax on it. `rate` in parts per 100,000. */
export interface TaxTotal {
  name: string
  rate: number
  net: number
  amount: number
}

/** The sums of a document: its taxes by name and rate, and its total. */
export function sumsOf(lines: readonly InvoiceLine[], fee: number): Pick<InvoiceContent, 'taxes' | 'tax' | 'total'> {
  const taxes: TaxTotal[] = []
  for (const { total, tax } of lines) {
    if (tax === null) continue
    const known = taxes.find(({ name, rate }) => name === tax.name && rate === tax.rate)
    const sum = known ?? { name: tax.name, rate: tax.rate, net: 0, amount: 0 }
    if (!known) taxes.push(sum)
    sum.net += total - tax.amount
    sum.amount += tax.amount
  }
  return {
    taxes,
    tax: taxes.reduce((sum, { amount }) => sum + amount, 0),
    total: lines.reduce((sum, line) => sum + line.total, fee),
  }
}

/** The number a document is known by: its sequence in five places at least. No prefix makes two of them the same. */
export const invoiceNumber = (prefix: string, kind: InvoiceContent['kind'], sequence: number): string =>
  `${prefix}${kind === 'invoice' ? 'I' : 'C'}-${String(sequence).padStart(5, '0')}`
