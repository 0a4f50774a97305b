import { catalogueOf } from '../../../../lang/catalogue.ts'
import type { Language } from '../../../../lang/languages.ts'
import { momentText } from '../../orders/formats.ts'
import type { Subject } from './subject.ts'
import { topics } from './topics.ts'

/** The file that says what is in an archive, as plain text. */
export function readme({ name, timeZone }: Subject, language: Language, publicUrl: string, now: Date): string {
  const words = catalogueOf(language).dataExport
  const files = topics.map(({ name: topic, asTable }) => {
    const names = asTable ? `${topic}.json, ${topic}.csv` : `${topic}.json`
    return `${names}\n  ${words.topics[topic]}`
  })
  const folders = [
    `payment-methods.json\n  ${words.paymentMethods}`,
    `photo\n  ${words.photo}`,
    `tickets/\n  ${words.tickets}`,
    `invoices/\n  ${words.invoices}`,
  ]
  return [
    words.title,
    words.about(name, publicUrl, momentText(now, timeZone, language)),
    ...files,
    ...folders,
    ...words.notes,
    '',
  ].join('\n\n')
}
