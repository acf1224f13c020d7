import {
  Button,
  Menu,
  MenuItem,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import type { Early, More } from './More';
import { moreButton } from './moreButton';

/** The menu of {@link More}, in a file of its own: the page does without until there is something to choose from. */
export default function MoreMenu({ label, items, early }: More & { early: Early }) {
  return (
    // Never against the edge of the window.
    <Menu inline defaultOpen={early === 'opened'} positioning={{ overflowBoundaryPadding: 8 }}>
      <MenuTrigger disableButtonEnhancement>
        <Button {...moreButton(label)} autoFocus={early !== undefined} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {items.map((item) =>
            'run' in item ? (
              <MenuItem key={item.text} onClick={item.run}>
                {item.text}
              </MenuItem>
            ) : (
              <MenuItemLink key={item.text} href={item.href} download={item.download}>
                {item.text}
              </MenuItemLink>
            ),
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
