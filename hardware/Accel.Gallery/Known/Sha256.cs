using System.Numerics;
using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Known;

/// <summary>
/// SHA-256 (FIPS 180-4) of a padded message. Memory: cell 0 the number of blocks, cells 1 to 8 the digest, cell 9 on the blocks, 16 words
/// each, the first byte of a word highest.
/// </summary>
public class Sha256
{
    private const int BlockWords = 16;
    private const int Rounds = 64;
    private const int DigestCell = 1;
    private const int MessageCell = 9;

    private static readonly uint[] _initial =
    [
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    ];

    private static readonly uint[] _constants =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>Hashes.</summary>
    [Unroll("word")]
    public virtual void Run(SimpleMemory memory)
    {
        int blocks = memory.ReadInt32(0);
        uint[] hash = new uint[8];
        for (int word = 0; word < 8; word++)
        {
            hash[word] = _initial[word];
        }

        for (int block = 0; block < blocks; block++)
        {
            Compress(memory, MessageCell + (block * BlockWords), hash);
        }

        for (int word = 0; word < 8; word++)
        {
            memory.WriteUInt32(DigestCell + word, hash[word]);
        }
    }

    // The schedule is a window of 16 words: the first is that of the round.
    [Pipeline("round", InitiationInterval = 0)]
    [Unroll("word")]
    private static void Compress(SimpleMemory memory, int at, uint[] hash)
    {
        uint[] w = new uint[BlockWords];
        uint a = hash[0], b = hash[1], c = hash[2], d = hash[3], e = hash[4], f = hash[5], g = hash[6], h = hash[7];
        for (int round = 0; round < Rounds; round++)
        {
            uint next = round < BlockWords ? memory.ReadUInt32(at + round) : w[0] + Small(w[1], 7, 18, 3) + w[9] + Small(w[14], 17, 19, 10);
            for (int word = 0; word < BlockWords - 1; word++)
            {
                w[word] = w[word + 1];
            }

            w[BlockWords - 1] = next;
            uint choice = (e & f) ^ (~e & g);
            uint majority = (a & b) ^ (a & c) ^ (b & c);
            uint first = h + Large(e, 6, 11, 25) + choice + _constants[round] + next;
            uint second = Large(a, 2, 13, 22) + majority;
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }

        hash[0] += a;
        hash[1] += b;
        hash[2] += c;
        hash[3] += d;
        hash[4] += e;
        hash[5] += f;
        hash[6] += g;
        hash[7] += h;
    }

    private static uint Large(uint x, int first, int second, int third)
        => BitOperations.RotateRight(x, first) ^ BitOperations.RotateRight(x, second) ^ BitOperations.RotateRight(x, third);

    private static uint Small(uint x, int first, int second, int shift)
        => BitOperations.RotateRight(x, first) ^ BitOperations.RotateRight(x, second) ^ (x >> shift);
}
