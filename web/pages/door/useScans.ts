import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { isProblem } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { useRoom } from '../../host/useRoom.ts'
import { api } from './api.ts'
import { newNonce } from './nonce.ts'
import type { Tone } from './signal.ts'
import { forgetScan, keepScan, keptScans } from './waiting.ts'

/** What the API answers to a scan. */
export type Answer = Awaited<ReturnType<WebClient['POST /api/events/:eventId/scans']>>

/** What the door's own endpoint tells: counts and the latest scans. */
export type Figures = Awaited<ReturnType<WebClient['GET /api/events/:eventId/door']>>

/**
 * What the screen shows: what the last scan came to, as far as that is known. `offline` is a scan that waits to be sent, `unreached`
 * something that must be tried again.
 */
export type Outcome =
  | { kind: 'checking' }
  | { kind: 'answer'; answer: Answer }
  | { kind: 'undone'; answer: Answer }
  | { kind: 'offline' }
  | { kind: 'unreached' }
  | { kind: 'unread' }
  | { kind: 'failed'; title: string; detail: string }

/** A scan as it is sent. */
export type Scan = { nonce: string; code?: string; ticketId?: string; door?: string; scannedAt: string }

const RETRY_EVERY = 3000
const LOOK_EVERY = 4000
/** Where other doors are told of at once, just to notice that the server is out of reach. */
const LOOK_EVERY_LIVE = 15_000

type Options = { door: string; figures: Figures; onTone: (tone: Tone) => void }

/**
 * Sends scans and keeps what they came to. A scan that does not reach the server waits in this browser, also when the page is closed or loaded again, and is
 * sent again under its nonce until it is answered, and showing the same code meanwhile is no second scan: its holder would be told to be in already. The screen
 * belongs to the newest scan; answers to older ones show in the latest scans.
 */
export function useScans({ door, figures: first, onTone }: Options) {
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [waiting, setWaiting] = useState<readonly Scan[]>([])
  const [figures, setFigures] = useState(first)
  const [isOnline, setIsOnline] = useState(true)
  const newest = useRef('')
  const unanswered = useRef(new Map<string, string>())
  const params = { eventId: first.event.id }
  const live = useRoom('door', first.event.id)?.state

  const show = (nonce: string, shown: Outcome, tone: Tone | null) => {
    if (nonce !== newest.current) return
    setOutcome(shown)
    if (tone) onTone(tone)
  }

  const settle = ({ nonce }: Scan) => {
    void forgetScan(nonce)
    for (const [key, known] of unanswered.current) if (known === nonce) unanswered.current.delete(key)
  }

  /** Sends one scan; false when the server was not reached. */
  const send = async (scan: Scan): Promise<boolean> => {
    try {
      const answer = await api['POST /api/events/:eventId/scans']({ params, body: scan })
      settle(scan)
      setFigures((known) => ({ ...known, counts: answer.counts }))
      show(scan.nonce, { kind: 'answer', answer }, TONES[answer.scan.result])
    } catch (error) {
      if (!isAnswered(error)) {
        setIsOnline(false)
        return false
      }
      settle(scan)
      show(scan.nonce, { kind: 'failed', title: error.title, detail: error.detail }, 'unknown')
    }
    setIsOnline(true)
    return true
  }

  const submit = async (what: { code: string } | { ticketId: string }) => {
    const read = 'code' in what ? { code: withinLimits(what.code) } : what
    const key = JSON.stringify(read)
    const same = unanswered.current.get(key)
    if (same !== undefined) {
      newest.current = same
      setOutcome({ kind: waiting.some(({ nonce }) => nonce === same) ? 'offline' : 'checking' })
      return
    }
    const scan = { nonce: newNonce(), ...read, ...(door ? { door } : {}), scannedAt: new Date().toISOString() }
    unanswered.current.set(key, scan.nonce)
    newest.current = scan.nonce
    setOutcome({ kind: 'checking' })
    void keepScan(params.eventId, scan)
    if (await send(scan)) return
    setWaiting((scans) => [...scans, scan])
    show(scan.nonce, { kind: 'offline' }, 'unknown')
  }

  const undo = async (nonce: string) => {
    newest.current = nonce
    try {
      const answer = await api['DELETE /api/events/:eventId/scans/:scanId']({ params: { ...params, scanId: nonce } })
      setFigures((known) => ({ ...known, counts: answer.counts }))
      show(nonce, { kind: 'undone', answer }, null)
      await look()
    } catch (error) {
      if (isAnswered(error)) show(nonce, { kind: 'failed', title: error.title, detail: error.detail }, 'unknown')
      else {
        setIsOnline(false)
        show(nonce, { kind: 'unreached' }, 'unknown')
      }
    }
  }

  const look = async () => {
    try {
      setFigures(await api['GET /api/events/:eventId/door']({ params }))
      setIsOnline(true)
    } catch (error) {
      setIsOnline(isAnswered(error))
    }
  }

  const takeUp = useEffectEvent(async () => {
    const kept = await keptScans(params.eventId)
    const fresh = kept.filter(({ nonce }) => ![...unanswered.current.values()].includes(nonce))
    for (const { nonce, code, ticketId } of fresh)
      unanswered.current.set(JSON.stringify(code === undefined ? { ticketId } : { code }), nonce)
    setWaiting((scans) => [...fresh, ...scans])
  })
  const sendWaiting = useEffectEvent(async () => {
    for (const scan of waiting) {
      if (!(await send(scan))) return
      setWaiting((scans) => scans.filter(({ nonce }) => nonce !== scan.nonce))
    }
  })
  const lookAgain = useEffectEvent(() => {
    if (!document.hidden) void look()
  })

  useEffect(() => void takeUp(), [])
  useEffect(() => {
    if (waiting.length === 0) return
    return repeat(sendWaiting, RETRY_EVERY)
  }, [waiting.length])
  const isLive = live !== undefined
  useEffect(() => repeat(async () => lookAgain(), isLive ? LOOK_EVERY_LIVE : LOOK_EVERY), [isLive])
  useEffect(() => {
    if (live) lookAgain()
  }, [live])

  return {
    outcome,
    figures,
    isOnline,
    waiting: waiting.length,
    submit,
    undo,
    look,
    /** Back to the picture of the camera. */
    clear: () => setOutcome(null),
    /** Says that a photo held no code. */
    unread: () => {
      newest.current = ''
      setOutcome({ kind: 'unread' })
      onTone('unknown')
    },
  }
}

const TONES: Record<Answer['scan']['result'], Tone> = { admitted: 'pass', already_in: 'again', refused: 'refused' }

/** Whatever a code says is a question to the server: one it would not take as text is no ticket either way. */
const withinLimits = (code: string) => code.replaceAll('\u0000', '').slice(0, 400)

/** Whether the server has decided; otherwise the scan may be sent again. */
function isAnswered(error: unknown): error is { title: string; detail: string } {
  return isProblem(error) && error.status < 500 && error.status !== 429
}

/** Does work again and again, the next time so long after the last has ended. Returns what stops it. */
function repeat(work: () => Promise<void>, milliseconds: number): () => void {
  const stopping = new AbortController()
  const turn = async () => {
    await work()
    if (!stopping.signal.aborted) timer = setTimeout(turn, milliseconds)
  }
  let timer = setTimeout(turn, milliseconds)
  return () => {
    stopping.abort()
    clearTimeout(timer)
  }
}
