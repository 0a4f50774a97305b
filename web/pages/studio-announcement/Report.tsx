import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { count, dayAndTime } from '../../ui/format.ts'
import { Table } from '../../ui/Table.tsx'
import type { Announcement } from './form.ts'
import type { loader } from './page.tsx'

/** What became of a message: who was told, by which channel, and who has seen it. */
export function Report({ message: { report, people, sentAt, stoppedFor } }: { message: Announcement }) {
  const { t, language } = useSurroundings()
  const { event } = useLoaded<typeof loader>()
  const { report: words } = t.announcements
  if (!report) return null
  const figure = (value: number) => count(value, language)
  const channels: Readonly<Record<string, string>> = words.channels
  return (
    <section className="studio-section" aria-labelledby="report">
      <h2 id="report">{words.title}</h2>
      {stoppedFor === null && (
        <p>
          {people !== null && sentAt
            ? words.sentTo(people, dayAndTime(sentAt, event.timeZone, language, new Date()))
            : words.sending}
        </p>
      )}
      {report.inApp > 0 && <p className="num">{words.seen(figure(report.seen), figure(report.inApp))}</p>}
      {report.channels.length > 0 && (
        <Table
          rows={report.channels}
          keyOf={({ channel }) => channel}
          columns={[
            { label: words.channel, names: true, look: 'who', cell: ({ channel }) => channels[channel] ?? channel },
            ...(['waiting', 'sent', 'delivered', 'failed', 'dropped'] as const).map((state) => ({
              label: words[state],
              look: 'num',
              cell: (row: NonNullable<Announcement['report']>['channels'][number]) => figure(row[state]),
            })),
          ]}
        />
      )}
      {report.channels.some(({ dropped }) => dropped > 0) && <p className="mute">{words.droppedHint}</p>}
    </section>
  )
}
