import type { FormEvent, ReactNode } from 'react'
import { useState } from 'react'
import { useSurroundings } from '../../host/hooks.ts'
import { isProblem, text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { timeOrDay } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { api } from './api.ts'
import { Unpaid } from './Unpaid.tsx'
import type { Figures } from './useScans.ts'

type PanelProps = { open: boolean; onClose: () => void }

/** A code typed by hand. */
export function TypeCode({ open, onClose, onCode }: PanelProps & { onCode: (code: string) => void }) {
  const { t } = useSurroundings()
  const check = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const code = text(new FormData(event.currentTarget), 'code')
    event.currentTarget.reset()
    onClose()
    if (code) onCode(code)
  }
  return (
    <Dialog open={open} title={t.door.typeCode} onClose={onClose}>
      <form className="form" onSubmit={check}>
        <Field
          label={t.door.code}
          hint={t.door.codeHint}
          name="code"
          required
          maxLength={400}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
        <Acts onClose={onClose}>
          <Button type="submit" look="accent">
            {t.door.check}
          </Button>
        </Acts>
      </form>
    </Dialog>
  )
}

type Found = Awaited<ReturnType<WebClient['GET /api/events/:eventId/door/search']>>['tickets'][number]
type Unpaids = Parameters<typeof Unpaid>[0]['orders']
type Search = { q: string; tickets: Found[]; unpaid: Unpaids } | { title: string; detail: string }
type FindProps = PanelProps & { event: Figures['event']; onTicket: (ticketId: string) => void }

/** People by name, email or code, and letting them in without a code, or with their money. */
export function FindPerson({ open, onClose, event, onTicket }: FindProps) {
  const { t } = useSurroundings()
  const [search, setSearch] = useState<Search | null>(null)
  const close = () => {
    setSearch(null)
    onClose()
  }
  const find = async (submit: FormEvent<HTMLFormElement>) => {
    submit.preventDefault()
    const q = text(new FormData(submit.currentTarget), 'q')
    setSearch(await searchFor(event.id, q, t.ui.failures.offline))
  }
  return (
    <Dialog open={open} title={t.door.findPerson} onClose={close}>
      <form className="form" onSubmit={find}>
        <Field label={t.door.person} name="q" type="search" required maxLength={200} autoComplete="off" />
        <Acts onClose={close}>
          <Button type="submit" look="accent">
            {t.door.search}
          </Button>
        </Acts>
      </form>
      <div role="status">
        {search && 'title' in search && (
          <Notice tone="stop" title={search.title}>
            {search.detail}
          </Notice>
        )}
        {search && 'tickets' in search && search.tickets.length + search.unpaid.length === 0 && (
          <p>{t.door.noneFound(search.q)}</p>
        )}
        {search && 'unpaid' in search && search.unpaid.length > 0 && (
          <Unpaid
            eventId={event.id}
            orders={search.unpaid}
            onPaid={(ticketIds) => {
              close()
              for (const ticketId of ticketIds) onTicket(ticketId)
            }}
          />
        )}
        {search && 'tickets' in search && search.tickets.length > 0 && (
          <ul className="rows door-list">
            {search.tickets.map((ticket) => (
              <FoundRow
                key={ticket.id}
                ticket={ticket}
                zone={event.timeZone}
                onLetIn={() => {
                  close()
                  onTicket(ticket.id)
                }}
              />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  )
}

function FoundRow({ ticket, zone, onLetIn }: { ticket: Found; zone: string; onLetIn: () => void }) {
  const { t, language } = useSurroundings()
  const { admitted, state } = ticket
  const now = admitted ? t.door.inSince(admitted.door, timeOrDay(admitted.at, zone, language)) : t.door.states[state]
  return (
    <li>
      <div>
        <b>{ticket.attendeeName}</b>
        <p className="small mute num">
          {t.door.ticketOf(ticket.ticketType, ticket.position, ticket.of)} {ticket.orderCode}
        </p>
        <p className="small num">{now}</p>
        {ticket.test && <Tag tone="low">{t.ui.test.ticket}</Tag>}
      </div>
      {state === 'valid' && !admitted && (
        <Button aria-label={t.door.letInName(ticket.attendeeName)} onClick={onLetIn}>
          {t.door.letIn}
        </Button>
      )}
    </li>
  )
}

type LatestProps = PanelProps & { figures: Figures; onUndo: (nonce: string) => void }

/** What was scanned last at any door of the event, and taking it back. */
export function LatestScans({ open, onClose, figures, onUndo }: LatestProps) {
  const { t, language } = useSurroundings()
  const { scans, event } = figures
  return (
    <Dialog open={open} title={t.door.latest} onClose={onClose}>
      {scans.length === 0 && <p>{t.door.noScans}</p>}
      <ul className="rows door-list">
        {scans.map((scan) => {
          const name = scan.attendeeName ?? t.door.reasons[scan.reason ?? 'unknown_code'][0]
          const result = scan.undoneAt ? t.door.undone : t.door.results[scan.result]
          return (
            <li key={scan.nonce}>
              <div>
                <b>{name}</b>
                <p className="small mute num">
                  {[timeOrDay(scan.scannedAt, event.timeZone, language), scan.door].filter(Boolean).join(', ')}
                </p>
                <p className="small">{result}</p>
                {scan.test && <Tag tone="low">{t.ui.test.ticket}</Tag>}
              </div>
              {scan.result === 'admitted' && !scan.undoneAt && (
                <Button
                  look="line"
                  aria-label={t.door.undoName(name)}
                  onClick={() => {
                    onClose()
                    onUndo(scan.nonce)
                  }}
                >
                  {t.door.undo}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      <Acts onClose={onClose} />
    </Dialog>
  )
}

function Acts({ onClose, children }: { onClose: () => void; children?: ReactNode }) {
  const { t } = useSurroundings()
  return (
    <div className="dialog-acts">
      {children}
      <Button look="line" onClick={onClose}>
        {t.ui.close}
      </Button>
    </div>
  )
}

async function searchFor(eventId: string, q: string, offline: readonly [string, string]): Promise<Search> {
  try {
    return { q, ...(await api['GET /api/events/:eventId/door/search']({ params: { eventId }, query: { q } })) }
  } catch (error) {
    if (isProblem(error)) return { title: error.title, detail: error.detail }
    return { title: offline[0], detail: offline[1] }
  }
}
