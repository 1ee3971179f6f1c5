def score_quotes(gold, pred):
    import sys; sys.path.insert(0,'/work/shared/score'); import score_quotes as S
    r=S.score(gold,pred)['by_type']
    return ' '.join(f"{k} {100*r['all'][k]['F1']:.1f}" for k in ('exact','match','end-to-end'))+f" P {100*r['all']['end-to-end']['P']:.1f} R {100*r['all']['end-to-end']['R']:.1f} attr {100*r['all']['attribution']['share']:.1f} | "+' '.join(f"{t} {100*r[t]['end-to-end']['F1']:.1f}" for t in S.TYPES)
