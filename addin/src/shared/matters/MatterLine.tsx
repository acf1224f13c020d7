import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { Suspense, useRef, useState } from 'react';
import type { MatterRef } from '../../api/types';
import { later } from '../components/later';
import { useI18n } from '../i18n/I18n';
import { useMay } from '../session/Session';

const MatterDialog = later(() => import('./MatterDialog'));

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
});

interface Props {
  matter: MatterRef | null;
  /** What is said where there is none. */
  none: string;
  onChoose: (matter: MatterRef | null) => void;
}

/** The matter that something belongs to, and the way to another; nothing for who has no matters. */
export function MatterLine({ matter, none, onChoose }: Props) {
  const styles = useStyles();
  const { t } = useI18n();
  const opener = useRef<HTMLDivElement>(null);
  const [choosing, setChoosing] = useState(false);
  if (!useMay('create_matter')) return null;
  return (
    <div ref={opener} className={styles.line}>
      <span>{matter ? t('matter.is', { number: matter.number, name: matter.name }) : none}</span>
      <Link
        inline
        as="button"
        onClick={() => {
          setChoosing(true);
        }}
      >
        {t(matter ? 'matter.change' : 'matter.choose')}
      </Link>
      {choosing && (
        <Suspense>
          <MatterDialog
            matter={matter}
            opener={opener}
            onClose={() => {
              setChoosing(false);
            }}
            onChoose={(chosen) => {
              setChoosing(false);
              onChoose(chosen);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
