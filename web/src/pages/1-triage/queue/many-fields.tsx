import type { AskedOfMany, answerMany, BodyOf } from '@holdpoint/api'
import type { Among, AnswerForMany, ImpactAmongMany, ItemAmongMany } from '@holdpoint/core'
import type { FormReader } from '../../../ui/read-form.ts'
import { counted, inWords } from '../../../ui/words.ts'
import { ClaimedField, ImpactFields, impactIn, linesOf } from '../case/controls-and-impact.tsx'
import { Asked, labelOf } from '../case/item-field.tsx'

type Question = AnswerForMany['question']

type FieldsProps = { readonly question: Question; readonly asked: AskedOfMany }

export function FieldsOfQuestion({ question, asked }: FieldsProps) {
  switch (question) {
    case 'context':
    case 'placement':
      return (
        <>
          {itemsOf(asked, question).map((one) => (
            <ItemOfMany key={one.item} one={one} />
          ))}
        </>
      )
    case 'controls':
      return <ClaimedField claimed={[]} />
    case 'impact':
      return <ImpactFields impact={null} />
    case 'confirm-impact':
      return <Impacts impacts={asked.impacts} />
  }
}

/** What the form says; what it leaves out is for the records of each case. */
export function answerIn(
  question: Question,
  read: FormReader,
  asked: AskedOfMany,
): BodyOf<typeof answerMany>['answer'] {
  const evidence = read.text('evidence')
  switch (question) {
    case 'context':
    case 'placement': {
      const said = Object.fromEntries(
        itemsOf(asked, question)
          .map(({ item }) => [item, read.text(item)] as const)
          .filter(([, value]) => value !== ''),
      )
      return { question, said, evidence }
    }
    case 'controls':
      return { question, claimed: linesOf(read.text('claimed')), evidence }
    case 'impact':
      return { question, answer: impactIn(read), evidence }
    case 'confirm-impact':
      return { question, evidence }
  }
}

/** The items of a question; what only the sources know where they know it. */
function itemsOf({ items }: AskedOfMany, question: Question): readonly ItemAmongMany[] {
  return items.filter((one) => one.question === question && isShown(one))
}

function isShown({ isOfSources, recorded }: ItemAmongMany): boolean {
  return !isOfSources || recorded.length > 0
}

/** What is recorded of all is not asked; else it is said of whom nothing is recorded. */
function ItemOfMany({ one }: { readonly one: ItemAmongMany }) {
  const { item, recorded, silent, isOfSources } = one
  if (silent.length === 0 || isOfSources) {
    return (
      <div className="fact-asked">
        <p>
          <strong>{labelOf(item)}</strong> {among(recorded)}
          <span className="source">Recorded; it stands for each as it is</span>
        </p>
      </div>
    )
  }
  const known = recorded.length === 0 ? '' : `Recorded: ${among(recorded)}. `
  const hint = `${known}Nothing recorded answers it for ${silent.join(', ')}.`
  return <Asked item={item} label={labelOf(item)} value={null} hint={hint} />
}

function among(groups: readonly Among[]): string {
  return groups
    .map(({ value, assetTags }) => `${inWords(value)} (${assetTags.join(', ')})`)
    .join('; ')
}

/** Each impact in the words of the other side, to be read before it is confirmed. */
function Impacts({ impacts }: { readonly impacts: readonly ImpactAmongMany[] }) {
  if (impacts.length === 0) {
    return <p>Nobody has answered yet what happens if one of these fails.</p>
  }
  return (
    <ul className="lines">
      {impacts.map((one) => (
        <li key={one.assetTags.join()}>
          <strong>{one.assetTags.join(', ')}</strong>: {one.ifItFails}. The line stops:{' '}
          {inWords(one.lineStops).toLowerCase()}. Tolerated from {one.toleratedFrom},{' '}
          {one.toleratedMinutes === null
            ? 'for how long is not known'
            : `for ${one.toleratedMinutes} min`}
          . Answered by {counted(one.by.length, 'person', 'people')}.
        </li>
      ))}
    </ul>
  )
}
