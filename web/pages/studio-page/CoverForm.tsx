import { Form } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { coverPath } from '../../ui/Art.tsx'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import type { loader } from './page.tsx'

const MADE = [960, 640] as const

/** The event's cover: the picture as it is, another one, or back to the generated art. */
export function CoverForm() {
  const { page } = useSentences().studio
  const { event } = useLoaded<typeof loader>()
  const failure = useFailure('cover')
  const { cover } = event
  return (
    <section className="studio-cover" id="cover" aria-labelledby="cover-title">
      <h2 id="cover-title">{page.cover}</h2>
      {cover ? (
        <img
          src={`/covers/files/${cover.key}/${cover.widths.find((width) => width >= 960) ?? cover.widths.at(-1)}.webp`}
          width={cover.width}
          height={cover.height}
          alt={page.coverAlt}
        />
      ) : (
        <>
          <img src={coverPath(event.id, event.category, MADE)} width={MADE[0]} height={MADE[1]} alt="" />
          <p className="mute small">{page.coverMade}</p>
        </>
      )}
      <Form method="post" encType="multipart/form-data" className="form">
        <FormProblem failure={failure} />
        <Field
          label={page.chooseFile}
          hint={page.coverHint}
          type="file"
          name="cover"
          required
          accept="image/jpeg,image/png,image/webp,image/avif"
          error={failure?.problem.fields?.cover}
        />
        <Submit look="line" name="intent" value="cover">
          {page.upload}
        </Submit>
      </Form>
      {cover && (
        <Form method="post">
          <Submit look="stop" name="intent" value="remove-cover">
            {page.removeCover}
          </Submit>
        </Form>
      )}
    </section>
  )
}
