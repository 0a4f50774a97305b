import { type Language, locales } from './languages.ts'

/** An instant (ISO 8601) as refusals say it, in a zone: `28 November 2099 at 20:00 WET`. */
export const momentIn = (language: Language, instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat(locales[language], {
    timeZone,
    numberingSystem: 'latn',
    hourCycle: 'h23',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(instant))
