import { useSurroundings } from '../../host/hooks.ts'
import { count, dayOfMonth } from '../../ui/format.ts'
import { layOut } from './chart.ts'

type Days = readonly { date: string; sold: number }[]

/** Tickets sold per day: grey bars, the accent on today. The same numbers stand in a table for those who cannot see it. */
export function Chart({ days }: { days: Days }) {
  const { t, language } = useSurroundings()
  const { overview } = t.studio
  const { width, height, bars, lines, left, foot } = layOut(days)
  const label = (date: string) => dayOfMonth(date, language)
  const [first, last] = [days[0]?.date, days.at(-1)?.date]
  if (first === undefined || last === undefined) return null
  const total = days.reduce((sum, { sold }) => sum + sold, 0)
  const most = Math.max(...days.map(({ sold }) => sold))
  const described = overview.chart(label(first), label(last), count(total, language), count(most, language))
  const today = bars.length - 1
  return (
    <>
      <svg className="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={described}>
        {lines.map(({ value, y }) => (
          <g key={value} className="chart-line">
            <path d={`M${left} ${y}H${width}`} />
            <text x={left - 10} y={y + 4} textAnchor="end">
              {count(value, language)}
            </text>
          </g>
        ))}
        {bars.map((bar, index) => (
          <rect
            key={bar.date}
            x={bar.x}
            y={bar.y}
            width={bar.width}
            height={bar.height}
            className={index === today ? 'now' : undefined}
          />
        ))}
        {bars.map(({ date, x, width: bar }, index) =>
          index === today || (index % 7 === 0 && index < today - 3) ? (
            <text
              key={date}
              className={index % 14 === 0 || index === today ? 'chart-day' : 'chart-day chart-wide'}
              x={index === today ? width : x + bar / 2}
              y={foot + 22}
              textAnchor={index === today ? 'end' : index === 0 ? 'start' : 'middle'}
            >
              {index === today ? overview.today : label(date)}
            </text>
          ) : null,
        )}
      </svg>
      <details className="chart-table">
        <summary>{overview.asTable}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{overview.dayColumn}</th>
              <th scope="col" className="end">
                {overview.soldColumn}
              </th>
            </tr>
          </thead>
          <tbody>
            {days
              .filter(({ sold }, index) => sold > 0 || index === today)
              .map(({ date, sold }) => (
                <tr key={date}>
                  <td>{label(date)}</td>
                  <td className="num end">{count(sold, language)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </>
  )
}
