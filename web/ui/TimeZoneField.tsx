import type { ComponentProps } from 'react'
import { useSentences } from '../host/hooks.ts'
import type { FieldParts } from './Field.tsx'
import { SelectField } from './Field.tsx'

type TimeZoneFieldProps = Partial<FieldParts> & ComponentProps<'select'> & { zones: readonly string[] }

/** A choice of time zone. `zones` come from a loader (`timeZones`), so that server and browser show the same list. */
export function TimeZoneField({ zones, ...field }: TimeZoneFieldProps) {
  const { accounts } = useSentences()
  const choices = zones.map((zone) => [zone, zone.replaceAll('_', ' ')] as const)
  return <SelectField label={accounts.timeZone} name="timeZone" required choices={choices} {...field} />
}

/** Names of time zones to choose from, with the one in use, which may be an older name. */
export function timeZones(inUse: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', inUse])].sort()
}
