import type { ReactNode } from 'react'
import type { Language } from '../../../lang/languages.ts'
import { useSurroundings } from '../../host/hooks.ts'
import type { Sentences } from '../../host/services.ts'
import type { PlainDate } from '../discover/dates.ts'
import { dateWords } from '../discover/dates.ts'
import { PICKERS } from '../discover/Find.tsx'
import type { Filters } from '../discover/filters.ts'
import { isNamedSpan } from '../discover/filters.ts'

type Query = {
  filters: Filters
  today: PlainDate
  /** False when nothing was on at the asked days, and others are shown. */
  isAsWished: boolean
}

/** The query as a sentence, `This weekend in Lisbon`; the words for when and where open their pickers. */
export function QueryTitle(query: Query) {
  const { t, language } = useSurroundings()
  const { when, where } = wordsOf(query, t, language)
  return (
    <h1 className="loud">
      {fill(sentenceOf(query, t)(WHEN, WHERE), {
        [WHEN]: <Word opens={PICKERS.when} words={when} />,
        [WHERE]: <Word opens={PICKERS.where} words={where} />,
      })}
    </h1>
  )
}

/** The same as plain text, for the document's title. */
export function titleText(query: Query, t: Sentences, language: Language): string {
  const { when, where } = wordsOf(query, t, language)
  return sentenceOf(query, t)(when, where)
}

const WHEN = '{when}'
const WHERE = '{where}'

function Word({ opens, words }: { opens: string; words: string }) {
  return (
    <button type="button" className="word reach" popoverTarget={opens}>
      <span suppressHydrationWarning>{words}</span>
    </button>
  )
}

function sentenceOf({ filters }: Query, { home }: Sentences) {
  return filters.city === undefined ? home.titleAnywhere : home.titleIn
}

function wordsOf({ filters, isAsWished }: Query, { home }: Sentences, language: Language) {
  const where = filters.city ?? (filters.online ? home.onlineOnly : home.everywhere)
  if (!isAsWished) return { when: home.soon, where }
  return { when: spanWords(filters, home, language), where }
}

function spanWords({ when = 'weekend', from, to }: Filters, home: Sentences['home'], language: Language): string {
  const [first, last] = [from ?? to, to ?? from]
  if (first !== undefined && last !== undefined) return dateWords.span(first, last, language)
  return isNamedSpan(when) ? home.spans[when] : dateWords.dayLong(when, language)
}

/** A sentence with elements in the places of its marks, in whatever order the language has them. A comma stays with its word. */
function fill(sentence: string, parts: Record<string, ReactNode>): ReactNode[] {
  return sentence
    .split(/(\{\w+\}\p{P}*)/u)
    .filter(Boolean)
    .map((text) => {
      const mark = /^\{\w+\}/.exec(text)?.[0] ?? ''
      return (
        <span key={text} className={mark && 'unbroken'}>
          {parts[mark]}
          {text.slice(mark.length)}
        </span>
      )
    })
}
