import { Form } from 'react-router'
import { useFailure, useSentences } from '../../host/hooks.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'

/** Somebody's photo: as it is, another one, or none. */
export function Photo({ name, photo, done }: { name: string; photo: string | null; done: string | null }) {
  const { profile: words } = useSentences()
  const failure = useFailure('photo')
  const happened = done === 'photo' || done === 'photo-removed' ? words.done[done] : null
  return (
    <section className="account-part" aria-labelledby="photo">
      <h2 id="photo">{words.photo}</h2>
      {happened && !failure && (
        <div role="status">
          <Notice tone="ok" title={happened[0]}>
            {happened[1]}
          </Notice>
        </div>
      )}
      <Avatar name={name} photo={photo} large />
      {photo === null && <p className="mute">{words.initials}</p>}
      <FormProblem failure={failure} />
      <Form method="post" encType="multipart/form-data" className="form">
        <Field
          label={words.photo}
          hint={words.photoHint}
          type="file"
          name="photo"
          required
          accept="image/jpeg,image/png,image/webp,image/avif"
          error={failure?.problem.fields?.photo}
        />
        <Submit look="line" className="account-send" name="intent" value="photo">
          {words.usePhoto}
        </Submit>
      </Form>
      {photo !== null && (
        <Form method="post">
          <Submit look="stop" name="intent" value="photo-remove">
            {words.removePhoto}
          </Submit>
        </Form>
      )}
    </section>
  )
}
