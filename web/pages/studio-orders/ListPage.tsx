import './lists.css'
import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { Form, Link } from 'react-router'
import { useSentences } from '../../host/hooks.ts'
import { Button, ButtonLink } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'

type ListPageProps = {
  title: string
  /** Address of this list without parameters. */
  path: string
  /** Address of its file, or null for those who may not have it. */
  file: string | null
  /** What is asked of the list; `q` is what was typed. */
  filter: Partial<Record<string, string>>
  /** More fields beside the search. */
  fields: ReactNode
  /** The cursor of the next page, or null, and whether this is not the first. */
  next: string | null
  isLater: boolean
  moreLabel: string
  isEmpty: boolean
  empty: readonly [title: string, text: string]
  children: ReactNode
}

/** A list with its search, its file and its pages; every state of it is an address. */
export function ListPage(props: ListPageProps) {
  const { lists } = useSentences()
  const { title, path, file, filter, fields, next, isLater, moreLabel, isEmpty, empty, children } = props
  const isFiltered = Object.keys(filter).length > 0
  return (
    <>
      <div className="list-head">
        <h2>{title}</h2>
        {file && (
          <a className="btn line" href={withQuery(file, filter)} download>
            <Icon of={Download} />
            {lists.download}
          </a>
        )}
      </div>
      <Form className="list-filter" role="search" action={path} key={JSON.stringify(filter)}>
        <Field label={lists.search} name="q" type="search" defaultValue={filter.q ?? ''} maxLength={200} />
        {fields}
        <Button type="submit">{lists.find}</Button>
      </Form>
      {!isEmpty && children}
      {isEmpty && isFiltered && (
        <EmptyState
          title={lists.noMatch}
          action={
            <ButtonLink look="line" to={path}>
              {lists.clear}
            </ButtonLink>
          }
        >
          {lists.noMatchText}
        </EmptyState>
      )}
      {isEmpty && !isFiltered && <EmptyState title={empty[0]}>{empty[1]}</EmptyState>}
      {(next || isLater) && (
        <p className="list-pages">
          {next && (
            <Link className="text-btn" to={withQuery(path, { ...filter, cursor: next })}>
              {moreLabel}
            </Link>
          )}
          {isLater && (
            <Link className="text-btn" to={withQuery(path, filter)}>
              {lists.first}
            </Link>
          )}
        </p>
      )}
    </>
  )
}

function withQuery(path: string, values: Partial<Record<string, string>>): string {
  const search = new URLSearchParams(values as Record<string, string>).toString()
  return search ? `${path}?${search}` : path
}
