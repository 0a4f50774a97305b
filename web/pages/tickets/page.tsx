import './tickets.css'
import type { Api } from '../../../src/api.ts'
import type { Reply } from '../../../src/http/contract.ts'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { dayAndTime, timeOrDay, zoneCity } from '../../ui/format.ts'
import { Poster } from '../../ui/Poster.tsx'

type Item = Reply<Api['GET /api/me/tickets']>['items'][number]

export const loader = load(async ({ api }) => {
  const { items } = await api['GET /api/me/tickets']()
  return { items, now: new Date().toISOString() }
})

/** My tickets: what is not finished, what comes, what is over. */
export function Component() {
  const { tickets } = useSurroundings().t
  const { items, now } = useLoaded<typeof loader>()
  const isOver = ({ event }: Item) => event.endsAt !== null && event.endsAt <= now
  const open = items.filter((item) => item.state !== 'paid')
  const paid = items.filter((item) => item.state === 'paid')
  return (
    <Frame title={tickets.title} current="tickets">
      <div className="tickets">
        <header className="tickets-head">
          <h1 className="loud">{tickets.title}</h1>
          {items.length > 0 && (
            <ButtonLink look="line" to="/find-tickets">
              {tickets.find}
            </ButtonLink>
          )}
        </header>
        {items.length === 0 && (
          <EmptyState
            title={tickets.none[0]}
            action={
              <div className="tickets-acts">
                <ButtonLink look="accent" to="/find-tickets">
                  {tickets.find}
                </ButtonLink>
                <ButtonLink look="line" to="/discover">
                  {tickets.lookAround}
                </ButtonLink>
              </div>
            }
          >
            {tickets.none[1]}
          </EmptyState>
        )}
        <Wall heading={tickets.unfinished} items={open} />
        <Wall heading={tickets.next} items={paid.filter((item) => !isOver(item))} />
        <Wall heading={tickets.over} items={paid.filter(isOver)} />
      </div>
    </Frame>
  )
}

function Wall({ heading, items }: { heading: string; items: readonly Item[] }) {
  if (items.length === 0) return null
  return (
    <section className="tickets-part">
      <h2>{heading}</h2>
      <div className="tickets-wall">
        {items.map((item) => (
          <OrderPoster key={item.id} item={item} />
        ))}
      </div>
    </section>
  )
}

/** An order as its event's poster; it leads to the first ticket, or to where the order is stuck. */
function OrderPoster({ item }: { item: Item }) {
  const { t, language } = useSurroundings()
  const { event, tickets: list } = item
  const valid = list.filter(({ state }) => state === 'valid')
  const first = valid[0] ?? list[0]
  const isHeld = item.state !== 'paid'
  const stamp = isHeld
    ? item.expiresAt && t.tickets.heldUntil(timeOrDay(item.expiresAt, event.timeZone, language))
    : event.state === 'cancelled'
      ? t.tickets.cancelled
      : item.test && t.ui.test.tag
  const place = [event.venue, event.city].filter(Boolean).join(', ')
  const start = event.startsAt ? dayAndTime(event.startsAt, event.timeZone, language, new Date()) : ''
  return (
    <Poster
      id={event.id}
      category={event.category}
      to={isHeld || !first ? `/checkout/${item.id}` : `/ticket/${first.id}`}
      name={event.name}
      // Where no place tells the zone, its city does.
      time={place || !start ? start : t.home.timeIn(start, zoneCity(event.timeZone))}
      stamp={stamp || undefined}
      place={place || t.home.online}
      price={
        item.state === 'awaiting_payment'
          ? t.tickets.due
          : isHeld
            ? t.tickets.unfinished
            : valid.length === 0 && first
              ? t.tickets[first.state === 'void' ? 'void' : 'transferred'][0]
              : t.tickets.count(valid.length)
      }
      form="strip"
      gone={event.state === 'cancelled'}
    />
  )
}
