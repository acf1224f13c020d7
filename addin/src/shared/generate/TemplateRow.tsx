import { Badge, Button } from '@fluentui/react-components';
import { StarFilled, StarRegular } from '@fluentui/react-icons/svg/star';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Suspense, useRef, useState } from 'react';
import { keepAtHand } from '../../api/client';
import type { TemplateItem } from '../../api/types';
import { More } from '../components/More';
import { later } from '../components/later';
import { TroubleNotice } from '../components/TroubleNotice';
import { useI18n } from '../i18n/I18n';
import { languageName } from '../i18n/languageName';
import { Row } from '../components/Rows';

interface Props {
  template: TemplateItem;
  /** Its questionnaire is being started. */
  pending: boolean;
  /** Left out for who may not. */
  onStart: (() => void) | undefined;
}

const StartWithAnswers = later(() => import('./StartWithAnswers'));

/** A template in the library. */
export function TemplateRow({ template, pending, onStart }: Props) {
  const { t, language } = useI18n();
  const more = useRef<HTMLSpanElement>(null);
  const [choosing, setChoosing] = useState(false);
  const { title, category, status, version } = template;
  const spoken = languageName(template.language, language);
  return (
    <Row
      title={title}
      heading="h2"
      lang={template.language}
      badge={status !== 'published' && <Badge appearance="tint">{t('library.draft')}</Badge>}
      details={[category?.name, spoken, t('library.version', { version })]}
    >
      <Favourite template={template} />
      {onStart && (
        <>
          <Button
            aria-label={t('library.startNamed', { title })}
            disabledFocusable={pending}
            onClick={onStart}
          >
            {t('library.start')}
          </Button>
          <span ref={more}>
            <More
              label={t('library.more', { title })}
              items={[
                {
                  text: t('library.begin'),
                  run: () => {
                    setChoosing(true);
                  },
                },
              ]}
            />
          </span>
        </>
      )}
      {choosing && (
        <Suspense>
          <StartWithAnswers
            template={template}
            opener={more}
            onClose={() => {
              setChoosing(false);
            }}
          />
        </Suspense>
      )}
    </Row>
  );
}

/** Has the template at hand, or no longer; shown at once. */
function Favourite({ template: { id, title, favourite } }: { template: TemplateItem }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const keep = useMutation({
    mutationFn: (isFavourite: boolean) => keepAtHand(id, isFavourite),
    onSettled: () => client.invalidateQueries({ queryKey: ['templates'] }),
  });
  const isFavourite = keep.isPending ? keep.variables : favourite;
  return (
    <>
      <Button
        appearance="subtle"
        icon={isFavourite ? <StarFilled /> : <StarRegular />}
        aria-pressed={isFavourite}
        aria-label={t('library.favourite', { title })}
        title={t('library.favourite', { title })}
        onClick={() => {
          keep.mutate(!isFavourite);
        }}
      />
      {keep.error && <TroubleNotice error={keep.error} />}
    </>
  );
}
