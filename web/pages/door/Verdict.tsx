import type { Language } from '../../../lang/languages.ts'
import { useSurroundings } from '../../host/hooks.ts'
import type { Sentences } from '../../host/services.ts'
import { Fitted } from '../../ui/Fitted.tsx'
import { timeOrDay } from '../../ui/format.ts'
import type { CameraState } from './useCamera.ts'
import type { Answer, Outcome } from './useScans.ts'

/** What the screen says: symbol, word, who, what must not be overlooked, and what to know. */
type Saying = {
  symbol: keyof typeof SYMBOLS
  word: string
  who?: string | undefined
  mark?: string | undefined
  details: string[]
}

/** Drawn with one thick line in a square of 100. */
const SYMBOLS = {
  pass: 'M8 52 38 82 92 20',
  again: 'M14 4V62M14 77V95',
  refused: 'M14 14 86 86M86 14 14 86',
  unknown: 'M8 50H92',
  ready: 'M8 30V8H30M70 8H92V30M92 70V92H70M30 92H8V70',
} as const

type VerdictProps = { outcome: Outcome | null; camera: CameraState; zone: string }

/** The answer to the last scan, or what to do when there is none. */
export function Verdict({ outcome, camera, zone }: VerdictProps) {
  const { t, language } = useSurroundings()
  const { symbol, word, who, mark, details } = outcome ? sayingOf(outcome, zone, t, language) : readySaying(camera, t)
  const isWaiting = outcome === null && camera === 'on'
  if (isWaiting) return <p className="door-hint">{details.join(' ')}</p>
  return (
    <>
      <svg className="door-symbol" viewBox="0 0 100 100" fill="none" stroke="currentColor" aria-hidden="true">
        <path strokeWidth={17} d={SYMBOLS[symbol]} />
      </svg>
      <div className="door-word">
        <Fitted as="h2" name={word} wide={{ ratio: 0.5, largest: 36 }} narrow={{ ratio: 0.75, largest: 48 }} />
      </div>
      {who && <p className="door-who">{who}</p>}
      {mark && (
        <p>
          <b className="door-mark">{mark}</b>
        </p>
      )}
      {details.map((detail) => (
        <p key={detail} className="door-detail num">
          {detail}
        </p>
      ))}
    </>
  )
}

function readySaying(camera: CameraState, { door }: Sentences): Saying {
  const words: Record<CameraState, string> = {
    on: door.readyCamera,
    off: door.readyKeyboard,
    starting: door.cameraStarting,
    denied: door.cameraDenied,
    missing: door.cameraMissing,
    busy: door.cameraBusy,
    insecure: door.cameraInsecure,
    unreadable: door.readerFailed,
  }
  return { symbol: 'ready', word: door.ready, details: [words[camera]] }
}

function sayingOf(outcome: Outcome, zone: string, { door }: Sentences, language: Language): Saying {
  switch (outcome.kind) {
    case 'checking':
      return { symbol: 'unknown', word: door.checking, details: [] }
    case 'offline':
      return { symbol: 'unknown', word: door.offline, details: [door.offlineText] }
    case 'unreached':
      return { symbol: 'unknown', word: door.failed, details: [door.unreached] }
    case 'unread':
      return { symbol: 'unknown', word: door.unread, details: [door.unreadText] }
    case 'failed':
      return { symbol: 'unknown', word: door.failed, details: [outcome.title, outcome.detail] }
    case 'undone':
      return {
        symbol: 'ready',
        word: door.undoneTitle,
        who: outcome.answer.ticket?.attendeeName,
        details: [door.undoneText],
      }
    case 'answer':
      return answerSaying(outcome.answer, zone, door, language)
  }
}

function answerSaying(answer: Answer, zone: string, door: Sentences['door'], language: Language): Saying {
  const { scan, ticket, earlier } = answer
  const who = ticket?.attendeeName
  const whose = ticket ? [door.ticketOf(ticket.ticketType, ticket.position, ticket.of)] : []
  const mark = ticket?.test ? door.testTicket : undefined
  if (scan.result === 'admitted') return { symbol: 'pass', word: door.admitted, who, mark, details: whose }
  if (scan.result === 'already_in') {
    const when = earlier ? [door.earlier(earlier.door, timeOrDay(earlier.at, zone, language))] : []
    return { symbol: 'again', word: door.already_in, who, mark, details: [...whose, ...when] }
  }
  const [word, why] = door.reasons[scan.reason ?? 'unknown_code']
  return { symbol: 'refused', word, who, details: [why, ...whose] }
}
