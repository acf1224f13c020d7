import { Button } from '@fluentui/react-components';
import { Suspense } from 'react';
import { idle } from './idle';
import { later } from './later';
import { moreButton } from './moreButton';

const MoreMenu = later(() => idle().then(() => import('./MoreMenu')));

/** What can be chosen: something to do, or something to download. */
export type Choice =
  { text: string; run: () => void } | { text: string; href: string; download: string | true };

export interface More {
  /** What the button is called. */
  label: string;
  items: Choice[];
}

/** What else can be done, behind a button. */
export function More(props: More) {
  return (
    <Suspense fallback={<Button {...moreButton(props.label)} aria-busy />}>
      <MoreMenu {...props} />
    </Suspense>
  );
}
