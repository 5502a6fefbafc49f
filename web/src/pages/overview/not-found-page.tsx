import { Link } from '@tanstack/react-router'
import { Page } from '../../ui/page.tsx'

export function NotFoundPage() {
  return (
    <Page title="There is nothing at this address">
      <p>
        Check the address, or go to the <Link to="/">overview</Link>.
      </p>
    </Page>
  )
}
