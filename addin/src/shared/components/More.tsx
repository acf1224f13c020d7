import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { idle } from './idle';
import { tried } from './later';
import { moreButton } from './moreButton';
import { released } from './press';

type Menu = typeof import('./MoreMenu').default;

let menu: Menu | undefined;

/** The menu, once the browser has nothing more urgent; it never takes the place of the button while that is pressed. */
async function fetched(): Promise<Menu> {
  await idle();
  const { default: Menu } = await tried(() => import('./MoreMenu'));
  await released();
  menu = Menu;
  return Menu;
}

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
  const [Menu, setMenu] = useState(() => menu);
  const [early, setEarly] = useState<Early>();
  // Not by Suspense: that puts the menu in the button's place whenever something is drawn, the press itself included.
  useEffect(() => {
    let isGone = false;
    if (!menu)
      void fetched().then((Menu) => {
        if (!isGone) setMenu(() => Menu);
      });
    return () => {
      isGone = true;
    };
  }, []);
  if (Menu) return <Menu {...props} early={early} />;
  return (
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
}
