#!/usr/bin/python3
"""Writes the small files beside it and expected.json: what they hold, as Python's csv, struct, json, NumPy and PIL see it.

Run by hand; the tests need only what it has written. Nothing here knows how Glassnet reads.
"""
import csv
import io
import json
import os
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps

here = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(7)
expected = {}


def path(name):
    full = os.path.join(here, name)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    return full


def numbers(array):
    return [round(float(v), 6) for v in np.asarray(array).reshape(-1)]


def tables():
    rows = [['he said "no", twice', 1.5, 'red'], ['line\nbreak', -2.25, 'blue'], ['plain', 3e-3, 'red'],
            ['', 4, 'green'], ['a;b', 1e6, 'blue']]
    rows[3][0] = 'x,y'
    header = ['note "q"', 'value', 'colour']
    texts = sorted({r[0] for r in rows})
    want = {'inputs': [numbers([r[0] == t for t in texts] + [r[1]]) for r in rows],
            'input_names': [f'{header[0]}={t}' for t in texts] + ['value'],
            'targets': [sorted({r[2] for r in rows}).index(r[2]) for r in rows],
            'class_names': sorted({r[2] for r in rows})}
    for name, options, encoding in [('excel.csv', {'dialect': 'excel'}, 'utf-8'),
                                    ('bom.csv', {'dialect': 'excel'}, 'utf-8-sig'),
                                    ('unix.csv', {'dialect': 'unix'}, 'utf-8'),
                                    ('tabs.tsv', {'dialect': 'excel-tab'}, 'utf-8'),
                                    ('semicolons.csv', {'delimiter': ';'}, 'utf-8')]:
        with open(path('tables/' + name), 'w', newline='', encoding=encoding) as out:
            csv.writer(out, **options).writerows([header] + rows)
        expected.setdefault('tables', {})[name] = want
    with open(path('tables/utf16.csv'), 'w', newline='', encoding='utf-16') as out:
        csv.writer(out).writerows([header] + rows)


def cifar():
    def write(name, count, labels):
        pixels = rng.integers(0, 256, (count, 3072), dtype=np.uint8)
        with open(path('cifar/' + name), 'wb') as out:
            for row, label in zip(pixels, labels):
                out.write(struct.pack(f'{len(label)}B', *label) + row.tobytes())
        return pixels

    def want(pixels, labels):
        return {'labels': labels, 'sums': [int(p.sum()) for p in pixels], 'first': numbers(pixels[0][:8] / 255),
                'last': numbers(pixels[-1][-8:] / 255)}

    one, two = write('ten/data_batch_1.bin', 2, [[3], [9]]), write('ten/data_batch_2.bin', 1, [[0]])
    test = write('ten/test_batch.bin', 1, [[5]])
    with open(path('cifar/ten/batches.meta.txt'), 'w') as out:
        out.write('\n'.join('airplane automobile bird cat deer dog frog horse ship truck'.split()) + '\n\n')
    hundred = write('hundred/train.bin', 2, [[19, 99], [0, 7]])
    expected['cifar'] = {'train': want(np.concatenate([one, two]), [3, 9, 0]), 'test': want(test, [5]),
                         'fine': want(hundred, [99, 7]), 'coarse': want(hundred, [19, 0])}


def arrays():
    table = rng.normal(size=(6, 3)).round(3)
    pictures = rng.integers(0, 256, (4, 5, 6, 3), dtype=np.uint8)
    grey = rng.integers(0, 256, (4, 5, 6), dtype=np.uint8)
    labels = np.array([2, 0, 1, 2])
    want = expected['arrays'] = {}

    def keep(name, array, inputs, shape, targets, classes):
        np.save(path('arrays/' + name), array)
        want[name] = {'inputs': numbers(inputs), 'shape': list(shape), 'targets': numbers(targets), 'classes': classes}

    for name, array in [('f4.npy', table.astype('<f4')), ('f8_big.npy', table.astype('>f8')),
                        ('fortran.npy', np.asfortranarray(table)), ('f2.npy', table.astype('f2'))]:
        keep(name, array, array[:, :2].astype('f8'), (2,), array[:, 2].astype('f8'), 0)
    whole = np.array([[1, -2, 0], [300, 4, 1], [-5, 6, 1], [7, 8, 0]])
    for name, kind in [('i2.npy', '<i2'), ('i8_big.npy', '>i8'), ('i4_fortran.npy', '<i4')]:
        array = whole.astype(kind)
        keep(name, np.asfortranarray(array) if 'fortran' in name else array, whole[:, :2], (2,), whole[:, 2], 2)
    with open(path('arrays/version2.npy'), 'wb') as out:
        np.lib.format.write_array(out, table, version=(2, 0))
    want['version2.npy'] = want['fortran.npy']

    def archive(name, save, inputs, shape, targets, classes, **items):
        save(path('arrays/' + name), **items)
        want[name] = {'inputs': numbers(inputs), 'shape': list(shape), 'targets': numbers(targets), 'classes': classes}

    nchw = pictures.transpose(0, 3, 1, 2) / 255
    archive('stored.npz', np.savez, nchw, (3, 5, 6), labels, 3, x_train=pictures, y_train=labels)
    archive('packed.npz', np.savez_compressed, grey / 255, (1, 5, 6), labels, 3, images=grey, labels=labels.astype('u1'))
    archive('one_hot.npz', np.savez, table[:4], (3,), labels, 3, x=table[:4], y=np.eye(3)[labels])
    archive('steps.npz', np.savez, table.reshape(2, 3, 3), (3, 3), [0, 1, -1, 2, 2, 1], 3, x=table.reshape(2, 3, 3),
            y=np.array([[0, 1, -1], [2, 2, 1]]))
    archive('named.npz', np.savez_compressed, table, (3,), table[:, :2] * 2, 0, first=table, second=table[:, :2] * 2)


def adam7(picture):
    """A PNG in seven passes, which PIL reads but does not write."""
    array = np.asarray(picture)
    raw = b''
    for left, top, step_x, step_y in [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
                                      (0, 1, 1, 2)]:
        for row in array[top::step_y, left::step_x]:
            if row.size:
                raw += b'\0' + row.tobytes()

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

    packed = zlib.compress(raw)
    head = struct.pack('>IIBBBBB', picture.width, picture.height, 8, 2, 0, 0, 1)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + chunk(b'IDAT', packed[:50]) + chunk(b'IDAT', packed[50:]) +
            chunk(b'IEND', b''))


def fitted(picture, fit, width, height):
    """The picture at that size, by PIL: BILINEAR on the part that is used, on white, upright."""
    picture = ImageOps.exif_transpose(picture)
    if picture.mode in ('RGBA', 'LA', 'P', 'PA'):
        picture = picture.convert('RGBA')
        picture = Image.alpha_composite(Image.new('RGBA', picture.size, 'white'), picture)
    if picture.mode.startswith('I'):
        picture = Image.fromarray((np.asarray(picture) >> 8).astype('u1'))
    picture = picture.convert('RGB')
    w, h = picture.size
    if fit == 'stretch':
        return picture.resize((width, height), Image.BILINEAR)
    if fit == 'crop':
        scale = max(width / w, height / h)
        box = ((w - width / scale) / 2, (h - height / scale) / 2, (w + width / scale) / 2, (h + height / scale) / 2)
        return picture.resize((width, height), Image.BILINEAR, box)
    scale = min(width / w, height / h)
    inner = max(1, round(w * scale)), max(1, round(h * scale))
    out = Image.new('RGB', (width, height))
    out.paste(picture.resize(inner, Image.BILINEAR), ((width - inner[0]) // 2, (height - inner[1]) // 2))
    return out


def pictures():
    y, x = np.mgrid[0:17, 0:23]
    colour = np.stack([x * 11, y * 15, 255 - x * 5 - y * 7], -1).clip(0, 255).astype('u1')
    colour[5:9, 7:15] = [250, 20, 40]
    rgb = Image.fromarray(colour)
    alpha = Image.fromarray(np.dstack([colour, (x * 11).astype('u1')]))
    grey = rgb.convert('L')
    deep = Image.fromarray((np.asarray(grey).astype('u2') * 256 + 77).astype('u2'))
    exif = Image.Exif()
    exif[0x0112] = 6
    files = {'round/rgb.png': (rgb, {}), 'round/alpha.png': (alpha, {}), 'round/grey.png': (grey, {}),
             'round/deep.png': (deep, {}), 'round/palette.png': (rgb.quantize(13), {}),
             'round/bits.png': (grey.convert('1'), {}), 'round/adam7.png': (rgb, None),
             'square/rgb.bmp': (rgb, {}), 'square/grey.bmp': (grey, {}), 'square/palette.bmp': (rgb.quantize(200), {}),
             'square/rgb.jpg': (rgb, {'quality': 92}), 'square/grey.jpg': (grey, {'quality': 92}),
             'square/progressive.jpeg': (rgb, {'quality': 92, 'progressive': True}),
             'square/lies.jpg': (rgb, {'quality': 92, 'exif': exif})}
    want = expected['pictures'] = {}
    for name, (picture, options) in files.items():
        with open(path('pictures/' + name), 'wb') as out:
            if options is None:
                out.write(adam7(picture))
            else:
                picture.save(out, {'png': 'PNG', 'bmp': 'BMP'}.get(name.split('.')[1], 'JPEG'), **options)
        opened = Image.open(path('pictures/' + name))
        want[name] = {fit: [round(float(v) / 255, 4) for v in
                            np.asarray(fitted(opened, fit, 6, 7)).transpose(2, 0, 1).reshape(-1)]
                      for fit in ('crop', 'pad', 'stretch')}
        want[name]['same'] = [int(v) for v in np.asarray(fitted(opened, 'stretch', *ImageOps.exif_transpose(opened).size))
                              .transpose(2, 0, 1).reshape(-1)][:64]


def texts():
    lines = [('Nicht übel, nicht übel!', 'good'), ('电影很好看。', 'good'), ('really "bad"\\film', 'bad'),
             ('tab\there \U0001F600', 'bad')]
    with open(path('texts/escaped.jsonl'), 'w') as out:
        for text, label in lines:
            out.write(json.dumps({'label': label, 'text': text, 'more': [1, {'text': 'no'}]}) + '\n')
    with open(path('texts/utf8.jsonl'), 'w', encoding='utf-8') as out:
        out.write('\n'.join(json.dumps({'text': t, 'label': l}, ensure_ascii=False) for t, l in lines))
    story = 'To be, or not to be:\r\nthat is the question.\n问题。' * 3
    with open(path('texts/story.txt'), 'w', newline='', encoding='utf-8') as out:
        out.write(story)
    expected['texts'] = {'lines': [list(t) for t, _ in lines], 'labels': [l for _, l in lines],
                         'story': list(story.replace('\r\n', '\n'))}


tables()
cifar()
arrays()
pictures()
texts()
with open(path('expected.json'), 'w', encoding='utf-8') as out:
    json.dump(expected, out, ensure_ascii=False, separators=(',', ':'))
    out.write('\n')
