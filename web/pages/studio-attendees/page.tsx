import { Form, redirect } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { EventFrame } from '../studio/EventFrame.tsx'
import { eventPath, studioEvent } from '../studio/load.ts'
import { asked, oneOf } from '../studio-orders/asked.ts'
import { ListPage } from '../studio-orders/ListPage.tsx'

const PRESENCE = ['yes', 'no'] as const

export const loader = load(async (loading) => {
  const { api, params, query } = loading
  const eventId = params.eventId ?? ''
  const { q, ticketTypeId, cursor } = asked(query, ['q', 'ticketTypeId', 'cursor'])
  const checkedIn = oneOf(asked(query, ['checkedIn']).checkedIn, PRESENCE)
  const filter = { ...(q ? { q } : {}), ...(ticketTypeId ? { ticketTypeId } : {}), ...(checkedIn ? { checkedIn } : {}) }
  const [studio, { ticketTypes }, attendees] = await Promise.all([
    studioEvent(loading),
    api['GET /api/events/:eventId/ticket-types']({ params: { eventId } }),
    api['GET /api/events/:eventId/attendees']({
      params: { eventId },
      query: { ...filter, ...(cursor ? { cursor } : {}) },
    }),
  ])
  return { ...studio, ticketTypes, attendees, filter, isLater: cursor !== undefined, isSent: query.has('sent') }
})

/** Mails one ticket to the person it is for, and shows the same part of the list again. */
export const action = act(async ({ api, form, params, request }) => {
  const { pathname, searchParams } = new URL(request.url)
  const ticket = { eventId: params.eventId ?? '', ticketId: text(form, 'ticketId') }
  await api['POST /api/events/:eventId/attendees/:ticketId/mail']({ params: ticket })
  searchParams.set('sent', '1')
  return redirect(`${pathname}?${searchParams}`)
})

/** Who has a valid ticket for an event, and who is in. */
export function Component() {
  const { t } = useSurroundings()
  const { event, may, ticketTypes, attendees, filter, isLater, isSent } = useLoaded<typeof loader>()
  const { lists, studioOrder } = t
  const failure = useFailure()
  return (
    <EventFrame event={event} may={may}>
      {isSent && !failure && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={studioOrder.sent[0]}>
            {studioOrder.sent[1]}
          </Notice>
        </div>
      )}
      <FormProblem failure={failure} />
      <ListPage
        title={t.studio.sections.attendees}
        path={`${eventPath(event)}/attendees`}
        file={may.includes('attendees.export') ? `/api/events/${event.id}/attendees.csv` : null}
        filter={filter}
        fields={
          <>
            <SelectField
              label={lists.ticketType}
              name="ticketTypeId"
              defaultValue={filter.ticketTypeId ?? ''}
              choices={[['', lists.allTypes], ...ticketTypes.map(({ id, name }) => [id, name] as const)]}
            />
            <SelectField
              label={lists.checkedIn}
              name="checkedIn"
              defaultValue={filter.checkedIn ?? ''}
              choices={[
                ['', lists.everybody],
                ['yes', lists.isIn],
                ['no', lists.isNotIn],
              ]}
            />
          </>
        }
        next={attendees.next}
        isLater={isLater}
        moreLabel={lists.more}
        isEmpty={attendees.items.length === 0}
        empty={[lists.noAttendees, lists.noAttendeesText]}
      >
        <AttendeeTable />
      </ListPage>
    </EventFrame>
  )
}

function AttendeeTable() {
  const { t, language } = useSurroundings()
  const { event, may, attendees } = useLoaded<typeof loader>()
  const { lists, door, studioOrder, transfers } = t
  const now = new Date()
  return (
    <Table
      rows={attendees.items}
      keyOf={({ ticketId }) => ticketId}
      columns={[
        {
          label: lists.attendee,
          names: true,
          look: 'who',
          cell: ({ name, email }) => (
            <>
              {name}
              <small>{email}</small>
            </>
          ),
        },
        {
          label: lists.ticketType,
          cell: ({ ticketType, test }) => (
            <>
              {ticketType} {test && <Tag tone="low">{t.ui.test.tag}</Tag>}
            </>
          ),
        },
        { label: lists.order, look: 'num', cell: ({ orderCode }) => orderCode },
        {
          label: lists.code,
          look: 'num far',
          cell: ({ shortCode }) => shortCode.replace(/(.{4})(?=.)/g, '$1\u00a0'),
        },
        {
          label: lists.checkedIn,
          look: 'num far',
          cell: ({ checkedIn }) =>
            checkedIn ? (
              <Tag tone="ok">
                {door.inSince(checkedIn.door, dayAndTime(checkedIn.at, event.timeZone, language, now))}
              </Tag>
            ) : (
              <span className="mute">{lists.isNotIn}</span>
            ),
        },
        ...(may.includes('orders.edit')
          ? [
              {
                label: transfers.again,
                look: 'far',
                cell: ({ ticketId, name }: { ticketId: string; name: string }) => (
                  <Form method="post" preventScrollReset>
                    <input type="hidden" name="ticketId" value={ticketId} />
                    <Submit look="line" name="intent" value={ticketId} aria-label={studioOrder.sendOneTo(name)}>
                      {studioOrder.sendOne}
                    </Submit>
                  </Form>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
