import { Button } from '@fluentui/react-components';
import { Suspense, useState } from 'react';
import { idle } from './idle';
import { later } from './later';
import { moreButton } from './moreButton';
import { released } from './press';

const MoreMenu = later(async () => {
  await idle();
  const menu = await import('./MoreMenu');
  await released();
  return menu;
});

/** What can be chosen: something to do, or something to download. */
export type Choice =
  { text: string; run: () => void } | { text: string; href: string; download: string | true };

export interface More {
  /** What the button is called. */
  label: string;
  items: Choice[];
}

/** What was done with the button before its menu was there. */
export type Early = 'focused' | 'opened' | undefined;

/** What else can be done, behind a button. */
export function More(props: More) {
  const [early, setEarly] = useState<Early>();
  const button = (
    <Button
      {...moreButton(props.label)}
      aria-busy
      onFocus={() => {
        setEarly('focused');
      }}
      onBlur={() => {
        setEarly(undefined);
      }}
      onClick={() => {
        setEarly('opened');
      }}
    />
  );
  return (
    <Suspense fallback={button}>
      <MoreMenu {...props} early={early} />
    </Suspense>
  );
}
