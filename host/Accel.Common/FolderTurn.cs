using System.Security.Cryptography;
using System.Text;

namespace Accel;

/// <summary>
/// The turn of one process, and of one thread in it, to put files into a folder: what two runs write there at once must not be mixed.
/// </summary>
internal sealed class FolderTurn : IDisposable
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(30);

    private readonly Mutex _mutex;

    private FolderTurn(Mutex mutex) => _mutex = mutex;

    /// <summary>Waits for it.</summary>
    /// <exception cref="FileWriteException">Another run has it, and keeps it.</exception>
    public static FolderTurn Take(string folder)
    {
        // The name of a mutex is no path.
        string name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..32];
        var mutex = new Mutex(initiallyOwned: false, $"accel-{name}", new NamedWaitHandleOptions { CurrentSessionOnly = false });
        try
        {
            if (!mutex.WaitOne(_longest))
            {
                mutex.Dispose();
                throw new FileWriteException(folder, $"another run has been writing into it for {_longest.TotalSeconds} seconds");
            }
        }
        catch (AbandonedMutexException)
        {
            // That run was ended within; each of its files is whole, and all of them are replaced now.
        }

        return new FolderTurn(mutex);
    }

    public void Dispose()
    {
        _mutex.ReleaseMutex();
        _mutex.Dispose();
    }
}
