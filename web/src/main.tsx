import './client/without-eval.ts'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './styles/index.css'
import { router } from './router.tsx'

// react-aria writes a style element unless one with this id is there; ours has the same rule.
const styled = document.createElement('meta')
styled.id = 'react-aria-pressable-style'
document.head.append(styled)

const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  )
}
