import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { SelectField } from '../../ui/Field.tsx'
import { dayAndTime } from '../../ui/format.ts'
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
  return { ...studio, ticketTypes, attendees, filter, isLater: cursor !== undefined }
})

/** Who has a valid ticket for an event, and who is in. */
export function Component() {
  const { t } = useSurroundings()
  const { event, may, ticketTypes, attendees, filter, isLater } = useLoaded<typeof loader>()
  const { lists } = t
  return (
    <EventFrame event={event} may={may}>
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
  const { event, attendees } = useLoaded<typeof loader>()
  const { lists, door } = t
  const now = new Date()
  return (
    <table className="list-table">
      <thead>
        <tr>
          <th scope="col">{lists.attendee}</th>
          <th scope="col">{lists.ticketType}</th>
          <th scope="col">{lists.order}</th>
          <th scope="col">{lists.code}</th>
          <th scope="col">{lists.checkedIn}</th>
        </tr>
      </thead>
      <tbody>
        {attendees.items.map((attendee) => (
          <tr key={attendee.ticketId}>
            <th scope="row" className="who">
              {attendee.name}
              <small>{attendee.email}</small>
            </th>
            <td>{attendee.ticketType}</td>
            <td className="num">{attendee.orderCode}</td>
            <td className="num far">{attendee.shortCode.replace(/(.{4})(?=.)/g, '$1\u00a0')}</td>
            <td className="num far">
              {attendee.checkedIn ? (
                <Tag tone="ok">
                  {door.inSince(
                    attendee.checkedIn.door,
                    dayAndTime(attendee.checkedIn.at, event.timeZone, language, now),
                  )}
                </Tag>
              ) : (
                <span className="mute">{lists.isNotIn}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
