import './table.css'
import type { ReactNode } from 'react'

/** A column of a table. */
export type Column<Row> = {
  label: string
  /** What the row says in it; a column that `names` the row is read out with each of its cells. */
  cell: (row: Row) => ReactNode
  names?: true
  /**
   * Classes of its cells: `num` figures of one width, `end` at the line's end with its label. On a phone `who` is the row's own
   * line, `far` stands across from it, and `wide` is left out.
   */
  look?: string
}

type TableProps<Row> = {
  rows: readonly Row[]
  keyOf: (row: Row) => string
  columns: readonly Column<Row>[]
  className?: string
}

/** A list whose rows stand below one another, and on a phone are small blocks. */
export function Table<Row>({ rows, keyOf, columns, className }: TableProps<Row>) {
  return (
    <table className={className ? `list-table ${className}` : 'list-table'}>
      <thead>
        <tr>
          {columns.map(({ label, look }) => (
            <th key={label} scope="col" className={look?.split(' ').includes('end') ? 'end' : undefined}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ label, cell, names, look }) =>
              names ? (
                <th key={label} scope="row" className={look}>
                  {cell(row)}
                </th>
              ) : (
                <td key={label} className={look}>
                  {cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
