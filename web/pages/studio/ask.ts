import { useEffect, useState } from 'react'
import type { Api } from '../../../src/api.ts'
import { httpClient } from '../../../src/http/client.ts'
import type { WebClient } from '../../host/services.ts'

/** What a question to the API has come to. */
export type Asked<T> = { answer: T } | 'asking' | 'failed'

/**
 * Asks the API when it is needed, for figures that are too dear to count on every visit of a page; in the browser alone. `question` must be
 * the same function as long as the question is.
 */
export function useAsked<T>(question: (api: WebClient) => Promise<T>): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>('asking')
  useEffect(() => {
    let isCurrent = true
    const settle = (outcome: Asked<T>) => isCurrent && setAsked(outcome)
    setAsked('asking')
    question(httpClient<Api>('')).then(
      (answer) => settle({ answer }),
      () => settle('failed'),
    )
    return () => {
      isCurrent = false
    }
  }, [question])
  return asked
}
