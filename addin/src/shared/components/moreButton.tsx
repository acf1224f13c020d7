import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';

/** How the button looks that opens a menu of more. */
export const moreButton = (label: string) =>
  ({
    appearance: 'subtle',
    icon: <MoreHorizontalRegular />,
    'aria-label': label,
    title: label,
  }) as const;
